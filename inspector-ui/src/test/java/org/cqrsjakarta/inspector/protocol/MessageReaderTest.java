package org.cqrsjakarta.inspector.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageReaderTest {

    private static final String HELLO =
            "{\"protocol\":1,\"node\":\"n\",\"application\":\"quakes\",\"server\":\"s\",\"clock\":5,"
                    + "\"recorder\":\"r\",\"operator\":true,\"resumed\":false}";

    private final MessageReader reader = new MessageReader();

    @Test
    void readsWhoIsThere() throws Exception {
        assertThat(reader.read("hello", HELLO)).contains(new Message.Hello(1, "n", "quakes", "s", 5, "r", true, false));
    }

    @Test
    void readsEachTypeOfEvent() throws Exception {
        String batch = "[{\"t\":1,\"type\":\"started\",\"stream\":\"a\",\"request\":\"Q\",\"handler\":\"Live\"},"
                + "{\"t\":2,\"type\":\"first-item\",\"stream\":\"a\",\"handler\":\"Live\"},"
                + "{\"t\":3,\"type\":\"progress\",\"stream\":\"a\",\"position\":7},"
                + "{\"t\":4,\"type\":\"switchover\",\"stream\":\"a\",\"position\":8,\"from\":\"Live\",\"to\":\"Stored\","
                + "\"reason\":\"IOException\"},"
                + "{\"t\":5,\"type\":\"took-over\",\"stream\":\"a\",\"position\":8,\"handler\":\"Stored\",\"gap\":400},"
                + "{\"t\":6,\"type\":\"ended\",\"stream\":\"a\",\"position\":9,\"end\":\"COMPLETED\"},"
                + "{\"t\":7,\"type\":\"circuit\",\"circuit\":\"Live\",\"from\":\"CLOSED\",\"to\":\"OPEN\"}]";
        assertThat(reader.read("batch", batch))
                .contains(new Message.Batch(List.of(
                        new Event.Started(1, "a", "Q", "Live"),
                        new Event.FirstItem(2, "a", "Live"),
                        new Event.Progress(3, "a", 7),
                        new Event.Switchover(4, "a", 8, "Live", "Stored", "IOException"),
                        new Event.TookOver(5, "a", 8, "Stored", 400),
                        new Event.Ended(6, "a", 9, StreamEnd.COMPLETED, null),
                        new Event.CircuitChanged(7, "Live", CircuitState.CLOSED, CircuitState.OPEN))));
    }

    private static String snapshot(String ofCircuit, String ofStream) {
        return "{\"t\":9,\"circuits\":[{\"circuit\":\"Live\",\"state\":\"OPEN\",\"since\":1000000" + ofCircuit
                + ",\"control\":\"AUTOMATIC\",\"window\":{\"size\":3,\"filled\":3,\"failures\":3},\"permits\":0,"
                + "\"probes\":{\"running\":0,\"succeeded\":0},\"policy\":{\"failOn\":[],\"skipOn\":[],"
                + "\"delayMillis\":5000,\"requestVolumeThreshold\":3,\"failureRatio\":1.0,\"successThreshold\":1}}],"
                + "\"streams\":[{\"stream\":\"a\",\"request\":\"Q\",\"started\":1,\"steps\":[],\"position\":2"
                + ofStream + "}]}";
    }

    @Test
    void readsWhatIsHeldAndWhenACircuitAsksAgain() throws Exception {
        Message.Snapshot told =
                (Message.Snapshot) reader.read("snapshot", snapshot(",\"asks\":4000000", ",\"held\":true"))
                        .orElseThrow();
        assertThat(told.circuits().getFirst().asksAgain()).isEqualTo(4_000_000);
        assertThat(told.streams().getFirst().held()).isTrue();
        assertThat(reader.read(
                        "batch",
                        "[{\"t\":3,\"type\":\"progress\",\"stream\":\"a\",\"position\":7,\"held\":true},"
                                + "{\"t\":4,\"type\":\"progress\",\"stream\":\"a\",\"position\":7}]"))
                .contains(new Message.Batch(
                        List.of(new Event.Progress(3, "a", 7, true), new Event.Progress(4, "a", 7, false))));
    }

    /** A circuit that opened at one second and waits for five. */
    @Test
    void readsWhatAnEarlierServerHasSaid() throws Exception {
        Message.Snapshot told =
                (Message.Snapshot) reader.read("snapshot", snapshot("", "")).orElseThrow();
        assertThat(told.circuits().getFirst().asks()).isEqualTo(CircuitFacts.NOT_SAID);
        assertThat(told.circuits().getFirst().asksAgain()).isEqualTo(6_000_000);
        assertThat(told.streams().getFirst().held()).isFalse();
    }

    @Test
    void aCircuitThatIsHeldOpenAsksNobody() throws Exception {
        Message.Snapshot told =
                (Message.Snapshot) reader.read("snapshot", snapshot("", "").replace("AUTOMATIC", "FORCED_OPEN"))
                        .orElseThrow();
        assertThat(told.circuits().getFirst().asksAgain()).isEqualTo(CircuitFacts.NOT_SAID);
    }

    @Test
    void readsASignOfLife() throws Exception {
        assertThat(reader.readLine("{\"server\":\"q\",\"received\":7,\"heard\":{}}"))
                .contains(new RecordedMessage("q", 7, new Message.Heard()));
    }

    @Test
    void passesOverWhatANewerServerSays() throws Exception {
        assertThat(reader.read("weather", "{}")).isEmpty();
        assertThat(reader.read(
                        "batch",
                        "[{\"t\":1,\"type\":\"dreamt\",\"of\":{\"x\":[1]}},"
                                + "{\"t\":2,\"type\":\"progress\",\"stream\":\"a\",\"position\":1,\"mood\":[{}]}]"))
                .contains(new Message.Batch(List.of(new Event.Progress(2, "a", 1))));
    }

    @Test
    void refusesAnotherVersion() {
        assertThatThrownBy(() -> reader.read("hello", HELLO.replace("\"protocol\":1", "\"protocol\":9")))
                .isInstanceOf(WrongVersionException.class)
                .hasMessageContaining("version 9")
                .hasMessageContaining("version 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch|{}|A batch is no list of events but an object",
                "batch|[{\"type\":\"progress\",\"stream\":\"a\",\"position\":1}]|has no number 't'",
                "batch|[{\"t\":1,\"type\":\"progress\",\"position\":1}]|has no text 'stream'",
                "batch|[{\"t\":1,\"type\":\"ended\",\"stream\":\"a\",\"position\":1,\"end\":\"MAYBE\"}]|allowed:"
                        + " [COMPLETED",
                "batch|[{\"t\":1,|'batch' is no JSON",
                "lost|{}|'events' is missing",
                "lost|{\"events\":\"many\"}|'events' is not a whole number",
                "lost|{\"events\":-1}|allowed: 0 or more",
                "hello|[]|hello is no JSON object but a list",
            })
    void saysWhatIsWrongWithAMessage(String name, String json, String words) {
        assertThatThrownBy(() -> reader.read(name, json))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(words);
    }
}
