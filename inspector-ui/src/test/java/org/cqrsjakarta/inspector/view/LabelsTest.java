package org.cqrsjakarta.inspector.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import org.cqrsjakarta.inspector.connection.Credentials;
import org.cqrsjakarta.inspector.viewmodel.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Words that are found at a glance. */
class LabelsTest {

    private FakeApplication application;
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        application = new FakeApplication();
        desk = Desk.open();
    }

    @AfterEach
    void close() {
        desk.close();
        application.close();
    }

    @Test
    void aServersCardHasNamesThatOneScansFor() {
        application.hello(false).circuit("CLOSED", "AUTOMATIC");
        desk.connect(application.address("q"), Credentials.password("ada", "right"));
        desk.robot.interact(() -> desk.bench.goTo(Room.SERVERS));
        desk.until(() -> desk.texts().contains("Rights"), () -> "the server's card");
        assertThat(desk.texts())
                .contains("Address", "User", "ada", "Server", "Clock", "Rights", "read", "Add a server", "Disconnect");
    }

    @Test
    void nobodyIsNoUser() {
        application.hello(false);
        desk.connect(application.address("q"), Credentials.NONE);
        desk.robot.interact(() -> desk.bench.goTo(Room.SERVERS));
        desk.until(() -> desk.texts().contains("Rights"), () -> "the server's card");
        assertThat(desk.texts()).contains("none");
    }

    private List<Button> icons() {
        return desk.robot.lookup(".bar .button").queryAllAs(Button.class).stream()
                .toList();
    }

    @Test
    void wordsStandBesideTheIconsOfTheBarWhereThereIsRoom() {
        desk.widen(1_280);
        assertThat(icons()).extracting(Button::getText).containsExactly("Record", "Light", "Colours", "Help");
        assertThat(icons()).allMatch(button -> button.getContentDisplay() == ContentDisplay.LEFT);
    }

    @Test
    void whereThereIsNoneTheyAreThereForWhoPointsAtOne() {
        desk.widen(660);
        assertThat(icons()).hasSize(4).allMatch(button -> button.getContentDisplay() == ContentDisplay.GRAPHIC_ONLY);
        assertThat(icons()).allSatisfy(button -> {
            assertThat(button.getTooltip().getText()).isNotBlank();
            assertThat(button.getAccessibleText()).isNotBlank();
        });
    }

    @Test
    void anOpenCircuitSaysWhenItAsksAgain() {
        application.hello(false).circuit("OPEN", "AUTOMATIC");
        desk.connect(application.address("q"), Credentials.NONE);
        desk.robot.interact(() -> desk.bench.goTo(Room.CIRCUITS));
        desk.until(() -> desk.texts().contains("Live Items"), () -> "the circuit's card");
        assertThat(desk.texts()).anyMatch(text -> text.matches("for .*, asks again (in \\d+ s|now)"));
    }
}
