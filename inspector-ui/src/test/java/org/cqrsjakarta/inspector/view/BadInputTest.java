package org.cqrsjakarta.inspector.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Button;
import org.cqrsjakarta.inspector.connection.Credentials;
import org.cqrsjakarta.inspector.connection.Health;
import org.cqrsjakarta.inspector.viewmodel.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the window says to input that is none, word for word; and that it goes on. */
class BadInputTest {

    private static final String BATCH = "[{\"t\":%d,\"type\":\"progress\",\"stream\":\"late\",\"position\":7}]";

    @TempDir
    Path folder;

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

    private void connect(Credentials credentials) {
        desk.connect(application.address("q"), credentials);
    }

    private void assertTold(String words) {
        desk.until(() -> desk.notice().isPresent(), () -> "something to be said");
        assertThat(desk.notice()).hasValue(words);
        assertThat(desk.texts()).contains(words);
    }

    /** A server that is one is watched, whatever was before. */
    private void assertGoesOn() throws Exception {
        try (FakeApplication good = new FakeApplication()) {
            good.hello(false).circuit("CLOSED", "AUTOMATIC");
            desk.connect(good.address("good"), Credentials.NONE);
            desk.until(
                    () -> desk.bench.session().history().servers().stream()
                            .anyMatch(server -> server.name().equals("good") && server.isConnected()),
                    () -> "a feed of the good one");
        }
    }

    private Path recording() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(BadInputTest.class.getResource("/org/cqrsjakarta/inspector/demo.ndjson"))
                .toURI());
    }

    @Test
    void aPageIsNoFeed() throws Exception {
        application.answering(200, "text/html");
        connect(Credentials.NONE);
        assertTold("q: What answers at " + application.base()
                + " is no feed: its content is text/html; give the address of an application with cqrs-jakarta");
        assertGoesOn();
    }

    @Test
    void aServerWithoutAFeedIsNone() throws Exception {
        application.without();
        connect(Credentials.NONE);
        assertTold("q: There is no feed at " + application.base()
                + "/cqrs/telemetry, nor below /api, /rest, /resources or /services (404): is the application there, and"
                + " cqrs.inspector.enabled=true? Else give the address with the path of its Jakarta REST");
        assertGoesOn();
    }

    @Test
    void aFeedOfAnotherVersionIsRefused() throws Exception {
        application.hello(7, false);
        connect(Credentials.NONE);
        assertTold("q: The feed speaks version 7 of the protocol, this inspector version 1: use one that fits");
        assertThat(desk.bench.session().connection("q").orElseThrow().health().state())
                .isEqualTo(Health.State.REFUSED);
        assertGoesOn();
    }

    @Test
    void brokenJsonIsLeftOutAndMarkedAndTheNextMessageIsRead() throws Exception {
        application.hello(false).say("batch", "[{\"t\":").say("batch", BATCH.formatted(Desk.START));
        connect(Credentials.NONE);
        assertTold(
                "q: A message was left out: 'batch' is no JSON: Unexpected end-of-input within/between Object entries"
                        + " at column 7 of [{\"t\":");
        desk.until(() -> desk.bench.session().history().events() == 1, () -> "the event after it");
        assertThat(desk.bench.session().history().marks()).hasSize(1);
        assertGoesOn();
    }

    @Test
    void anEventOfAStreamThatNobodyKnowsIsShownAsWhatIsKnownOfIt() throws Exception {
        application.hello(false).say("batch", BATCH.formatted(Desk.START));
        connect(Credentials.NONE);
        desk.until(() -> desk.bench.timeline().lanes().size() == 1, () -> "a lane for it");
        desk.robot.interact(() -> desk.bench.timeline().selectBy(1));
        desk.frames(20);
        assertThat(desk.texts())
                .contains("late", "not seen", "7 from a handler nobody named, and it goes on.")
                .anyMatch(text -> text.endsWith(", or before it was seen"));
        assertThat(desk.notice()).isEmpty();
        assertGoesOn();
    }

    @Test
    void wrongCredentialsAreNamedWithoutTheSecret() throws Exception {
        application.answering(401, "text/plain");
        connect(Credentials.password("ada", "guessed"));
        assertTold("q: The server does not know user ada with this secret (401): give the right one");
        assertGoesOn();
    }

    @Test
    void noCredentialsAreAskedFor() throws Exception {
        application.answering(401, "text/plain");
        connect(Credentials.NONE);
        assertTold("q: The server asks who you are (401): give user and password, or a ticket");
        assertGoesOn();
    }

    @Test
    void aMissingRoleIsNamed() throws Exception {
        application.answering(403, "text/plain");
        connect(Credentials.password("ada", "right"));
        assertTold("q: The server knows user ada, who has not the role cqrs-inspector (403): ask for it, or come as"
                + " somebody else");
        assertGoesOn();
    }

    @Test
    void aTruncatedRecordingIsPlayedAsFarAsItGoes() throws Exception {
        String whole = Files.readString(recording());
        Path cut = Files.writeString(folder.resolve("cut.ndjson"), whole.substring(0, whole.length() / 2));
        desk.play(cut);
        desk.robot.interact(() -> desk.bench.replaySpeed(1_000));
        desk.until(
                () -> desk.notice()
                        .filter(words -> words.startsWith("cut.ndjson"))
                        .isPresent(),
                () -> "that it is cut off, but: " + desk.notice());
        assertThat(desk.notice().orElseThrow())
                .matches(
                        "cut\\.ndjson, line \\d+, the last one, is cut off or broken: .*; the \\d+ messages before it were"
                                + " read");
        assertThat(desk.bench.session().history().lanes()).isNotEmpty();
        assertGoesOn();
    }

    @Test
    void whatIsNoRecordingIsRefused() throws Exception {
        Path note = Files.writeString(folder.resolve("note.txt"), "Dear diary,\n");
        desk.play(note);
        assertThat(desk.notice().orElseThrow())
                .startsWith(note + " is no recording: it has no message. note.txt, line 1")
                .contains("Dear diary,");
        assertGoesOn();
    }

    @Test
    void aRecordingThatIsNotThereIsNamed() throws Exception {
        Path nowhere = folder.resolve("nowhere.ndjson");
        desk.play(nowhere);
        assertThat(desk.notice()).hasValue("There is no recording " + nowhere);
        assertGoesOn();
    }

    @Test
    void aRecordingOfAnotherVersionIsRefused() throws Exception {
        Path later = Files.writeString(
                folder.resolve("later.ndjson"),
                Files.readString(recording()).replace("\"protocol\":1", "\"protocol\":7"));
        desk.play(later);
        assertThat(desk.notice())
                .hasValue(later
                        + ": The feed speaks version 7 of the protocol, this inspector version 1: use one that fits");
        assertGoesOn();
    }

    @Test
    void anAddressThatIsNoneIsRefusedWhereItWasTyped() throws Exception {
        desk.robot.interact(() -> desk.bench.goTo(Room.SERVERS));
        desk.frames(2);
        desk.robot.interact(() -> desk.labelled("Connect", Button.class).fire());
        desk.frames(1);
        List<String> texts = desk.texts();
        assertThat(texts).as("what is said beside the button").anyMatch(text -> text.contains("address"));
        assertThat(desk.bench.session().connections()).isEmpty();
        assertGoesOn();
    }
}
