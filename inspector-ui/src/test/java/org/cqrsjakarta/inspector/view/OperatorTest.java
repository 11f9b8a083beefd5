package org.cqrsjakarta.inspector.view;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.Button;
import org.cqrsjakarta.inspector.connection.Credentials;
import org.cqrsjakarta.inspector.viewmodel.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody acts on a circuit. */
class OperatorTest {

    private FakeApplication application;
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        application = new FakeApplication();
        desk = Desk.open();
        desk.robot.interact(() -> desk.bench.goTo(Room.CIRCUITS));
    }

    @AfterEach
    void close() {
        desk.close();
        application.close();
    }

    private void connect(boolean operator) {
        application.hello(operator).circuit("CLOSED", "AUTOMATIC");
        desk.connect(application.address("q"), Credentials.password("ada", "right"));
        desk.until(() -> desk.texts().contains("Live Items"), () -> "the circuit's card");
    }

    private void press(String button) {
        desk.robot.clickOn(desk.labelled(button, Button.class));
        desk.frames(1);
    }

    private void assertTold(String words) {
        desk.until(() -> desk.notice().isPresent(), () -> "something to be said");
        assertThat(desk.notice()).hasValue(words);
    }

    @Test
    void whoMayNotActSeesNoButtons() {
        connect(false);
        assertThat(desk.texts()).contains("closed", "1 of 2 failed, room for 3").doesNotContain("Force open", "Reset");
    }

    @Test
    void whatIsConfirmedIsDone() {
        connect(true);
        desk.answering(true);
        press("Force open");
        assertTold("Live Items: force-open was done");
        assertThat(desk.asked())
                .containsExactly(
                        "Act on Live Items? Live Items of q: until further notice every stream will be served by"
                                + " the fallback. It is written into the server's log with your name. [Force open]");
        assertThat(application.actions()).containsExactly("/cqrs/circuits/Live%20Items {\"action\":\"force-open\"}");
    }

    @Test
    void whatIsNotConfirmedIsNotDone() {
        connect(true);
        press("Reset");
        assertThat(desk.asked()).hasSize(1);
        // Whatever the server was asked before this would have been asked by now.
        desk.answering(true);
        press("Force closed");
        assertTold("Live Items: force-closed was done");
        assertThat(application.actions()).containsExactly("/cqrs/circuits/Live%20Items {\"action\":\"force-closed\"}");
    }

    @Test
    void whatIsSoAlreadyIsNotOffered() {
        connect(true);
        assertThat(desk.labelled("Automatic", Button.class).isDisabled()).isTrue();
        application.circuit("OPEN", "FORCED_OPEN");
        desk.until(() -> desk.labelled("Force open", Button.class).isDisabled(), () -> "the circuit to be held open");
        assertThat(desk.labelled("Automatic", Button.class).isDisabled()).isFalse();
        assertThat(desk.texts()).contains("held open by an operator");
    }

    @Test
    void aRefusalIsTold() {
        connect(true);
        desk.answering(true);
        application.answerToActions(403);
        press("Reset");
        assertTold("Live Items: nothing was done, user ada has not the role cqrs-operator (403)");
    }

    @Test
    void aServerThatIsGoneCannotBeActedOn() {
        connect(true);
        application.hangUp();
        desk.until(() -> !desk.texts().contains("Reset"), () -> "the buttons to go");
        assertThat(desk.texts()).contains("Live Items");
    }
}
