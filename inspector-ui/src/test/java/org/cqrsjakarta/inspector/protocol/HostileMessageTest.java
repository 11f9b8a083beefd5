package org.cqrsjakarta.inspector.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of a server, or a file, that means ill. */
class HostileMessageTest {

    private static final String HELLO =
            "{\"protocol\":1,\"node\":\"n\",\"application\":\"quakes\",\"server\":\"s\",\"clock\":5,"
                    + "\"recorder\":\"r\",\"operator\":true,\"resumed\":false}";
    private static final String POLICY =
            "{\"failOn\":[],\"skipOn\":[],\"delayMillis\":1,\"requestVolumeThreshold\":1,\"failureRatio\":%s,"
                    + "\"successThreshold\":1}";
    private static final String CIRCUITS =
            "{\"t\":1,\"circuits\":[{\"circuit\":\"c\",\"state\":\"OPEN\",\"since\":1,\"control\":\"AUTOMATIC\","
                    + "\"window\":{\"size\":1,\"filled\":1,\"failures\":1},\"permits\":1,"
                    + "\"probes\":{\"running\":1,\"succeeded\":1},\"policy\":" + POLICY + "}]}";

    private final MessageReader reader = new MessageReader();

    private void assertRefused(String name, String json, String words) {
        assertThatThrownBy(() -> reader.read(name, json))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9007199254740992", "9223372036854775807", "9223372036854775808", "99999999999999999999999999"})
    void refusesTimesAndCountsThatAreHuge(String huge) {
        assertRefused("hello", HELLO.replace(":5,", ":" + huge + ","), "'clock' is");
        assertRefused("lost", "{\"events\":" + huge + "}", "'events' is");
        assertRefused(
                "batch",
                "[{\"t\":" + huge + ",\"type\":\"progress\",\"stream\":\"a\",\"position\":1}]",
                "has " + huge + " as 't'; allowed: at most 9007199254740991");
        assertRefused(
                "batch",
                "[{\"t\":1,\"type\":\"progress\",\"stream\":\"a\",\"position\":" + huge + "}]",
                "has " + huge + " as 'position'");
        assertRefused(
                "snapshot",
                "{\"t\":1,\"circuits\":[],\"streams\":[{\"stream\":\"a\",\"request\":\"r\",\"started\":" + huge
                        + ",\"steps\":[],\"position\":1}]}",
                "'started' is");
        assertThatThrownBy(() -> reader.readLine("{\"received\":" + huge + ",\"lost\":{\"events\":1}}"))
                .hasMessageContaining("'received'");
    }

    @Test
    void takesTheLargestNumberThatIsAllowed() throws Exception {
        assertThat(reader.read("lost", "{\"events\":9007199254740991}")).contains(new Message.Lost(9007199254740991L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1e999", "-1e999", "2"})
    void refusesARatioThatIsNone(String ratio) {
        assertRefused("circuits", CIRCUITS.formatted(ratio), "'failureRatio' is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "+1", "01", "0x10", "'a'", "undefined"})
    void refusesWhatIsNoNumberOfJson(String number) {
        assertRefused("lost", "{\"events\":" + number + "}", "'lost' is no JSON");
    }

    @Test
    void aNumberThatNobodyAskedForMayBeLarge() throws Exception {
        assertThat(reader.read("lost", "{\"events\":1,\"more\":123456789012345678901234567890}"))
                .contains(new Message.Lost(1));
        assertThat(reader.read("batch", "[{\"t\":1,\"type\":\"later\",\"x\":123456789012345678901234567890}]"))
                .contains(new Message.Batch(List.of()));
        assertRefused("lost", "{\"events\":1,\"more\":1" + "0".repeat(100_000) + "}", "no JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch|[],\"server\":\"north\",\"lost\":{\"events\":1}",
                "batch|[]}",
                "batch|[] []",
                "lost|{\"events\":1}}{",
                "weather|1,\"server\":\"north\"",
                "weather|{} x",
                "weather|\"a\" \"b\"",
            })
    void refusesAMessageThatDoesNotEndWithItsJson(String name, String json) {
        assertThatThrownBy(() -> reader.read(name, json)).isInstanceOf(MalformedMessageException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"server\":\"a\",\"lost\":{\"events\":1},\"server\":\"b\"}|'server' twice",
                "{\"received\":1,\"received\":2,\"lost\":{\"events\":1}}|'received' twice",
                "{\"lost\":{\"events\":1},\"lost\":{\"events\":2}}|more than one message",
                "{\"lost\":{\"events\":1},\"batch\":[]}|more than one message",
                "{\"server\":{\"lost\":{\"events\":1}}}|no text as 'server'",
                "{\"server\":1,\"lost\":{\"events\":1}}|no text as 'server'",
                "{\"received\":\"1\",\"lost\":{\"events\":1}}|'received'",
                "{\"received\":-1,\"lost\":{\"events\":1}}|'received'",
                "{\"received\":1e3,\"lost\":{\"events\":1}}|'received'",
                "{\"lost\":{\"events\":1}}{\"lost\":{\"events\":1}}|does not end",
                "{\"lost\":{\"events\":1}|no JSON",
                "[]|is no JSON object",
            })
    void refusesALineOfWhichItIsNotKnownWhoseItIs(String line, String words) {
        assertThatThrownBy(() -> reader.readLine(line))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"stream\":\"b\"", "\"t\":2", "\"position\":9", "\"type\":\"ended\""})
    void refusesAnEventThatSaysSomethingTwice(String again) {
        assertRefused(
                "batch", "[{\"t\":1,\"type\":\"progress\",\"stream\":\"a\",\"position\":1," + again + "}]", "twice");
    }

    @Test
    void refusesAnObjectThatSaysSomethingTwice() {
        assertRefused("lost", "{\"events\":1,\"events\":2}", "'events' is there twice");
    }

    @Test
    void refusesWhatIsNestedDeeply() {
        String deep = "[".repeat(100_000);
        assertRefused("lost", "{\"x\":" + deep, "no JSON");
        assertRefused("batch", "[{\"x\":" + deep, "no JSON");
        assertRefused("weather", deep, "no JSON");
        assertRefused("lost", "{\"x\":".repeat(100_000), "no JSON");
    }

    @Test
    void refusesAMessageThatIsTooLong() {
        String blank = " ".repeat(Limits.MESSAGE);
        assertRefused("batch", blank + "[]", "characters, allowed: at most " + Limits.MESSAGE);
        assertThatThrownBy(() -> reader.readLine(blank + "{}")).hasMessageContaining("allowed: at most");
        assertRefused("b".repeat(1_001), "[]", "allowed: at most 1000");
    }

    @Test
    void refusesAMessageOfTooManyValues() {
        String values = "{},".repeat(Limits.VALUES);
        assertRefused(
                "snapshot", "{\"t\":1,\"circuits\":[],\"streams\":[" + values + "{}]}", "more than the 1000000 values");
    }

    @Test
    void refusesNamesAndIdsThatAreTooLong() {
        String name = "x".repeat(1_001);
        String started = "[{\"t\":1,\"type\":\"started\",\"stream\":\"%s\",\"request\":\"r\",\"handler\":\"%s\"}]";
        assertRefused("batch", started.formatted("a", name), "has 1001 characters, allowed: at most 1000");
        assertRefused("batch", started.formatted("y".repeat(201), "h"), "has 201 characters, allowed: at most 200");
        assertRefused("hello", HELLO.replace("quakes", name), "has 1001 characters");
        assertRefused("lost", "{\"" + name + "\":1,\"events\":1}", "no JSON");
    }

    @Test
    void refusesMoreNamesThanAnApplicationHas() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i <= Limits.NAMES; i++) {
                        var unused = reader.read(
                                "batch",
                                "[{\"t\":1,\"type\":\"first-item\",\"stream\":\"a\",\"handler\":\"h" + i + "\"}]");
                    }
                })
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("one name more than the 10000");
    }

    @Test
    void refusesAStreamOfTooManySteps() {
        String steps = IntStream.rangeClosed(0, 100).mapToObj(step -> "\"h\"").collect(Collectors.joining(","));
        assertRefused(
                "snapshot",
                "{\"t\":1,\"circuits\":[],\"streams\":[{\"stream\":\"a\",\"request\":\"r\",\"started\":1,\"steps\":["
                        + steps + "],\"position\":1}]}",
                "'steps' has 101 elements, allowed: at most 100");
    }

    @Test
    void showsNothingThatMovesTheCursorOrTurnsTheText() throws Exception {
        Optional<Message> hello = reader.read("hello", HELLO.replace("quakes", "\\u001b[2J\\u202etxt"));
        assertThat(hello)
                .hasValueSatisfying(message ->
                        assertThat(((Message.Hello) message).application()).isEqualTo("\uFFFD[2J\uFFFDtxt"));
        Optional<Message> batch = reader.read(
                "batch",
                "[{\"t\":1,\"type\":\"started\",\"stream\":\"a\\nb\",\"request\":\"r\\u0007\",\"handler\":\"h\\u2066\"}]");
        assertThat(batch).contains(new Message.Batch(List.of(new Event.Started(1, "a\uFFFDb", "r\uFFFD", "h\uFFFD"))));
        assertThat(reader.readLine("{\"server\":\"n\\u001b\",\"lost\":{\"events\":1}}"))
                .hasValueSatisfying(line -> assertThat(line.server()).isEqualTo("n\uFFFD"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001B[31m",
                "{\"events\u001B\":\u009B}",
                "{\"events\":\"\u202E\"",
                "[{\"t\":1,\"type\":\"\u001B\"}]",
            })
    void complaintsShowNothingOfTheKindEither(String json) {
        for (String name : List.of("lost", "batch", "hello", "circuits")) {
            assertThatThrownBy(() -> reader.read(name, json))
                    .isInstanceOfSatisfying(
                            MalformedMessageException.class,
                            complaint -> assertThat(complaint.words())
                                    .doesNotContain("\u001B", "\u009B", "\u202E", "\n")
                                    .hasSizeLessThan(600));
        }
    }

    @Test
    void complaintsAreShortHoweverLongTheMessage() {
        assertThatThrownBy(() -> reader.read("lost", "x".repeat(1_000_000)))
                .isInstanceOfSatisfying(
                        MalformedMessageException.class,
                        complaint -> assertThat(complaint.words()).hasSizeLessThan(600));
    }

    @Test
    void goesOnAfterEach() throws Exception {
        for (String broken : List.of("[{\"t\":1,", "[{\"t\":1,\"type\":\"progress\",\"stream\":\"a\"}]", "[1]", "")) {
            assertThatThrownBy(() -> reader.read("batch", broken)).isInstanceOf(MalformedMessageException.class);
        }
        assertThat(reader.read("batch", "[{\"t\":2,\"type\":\"progress\",\"stream\":\"b\",\"position\":1}]"))
                .contains(new Message.Batch(List.of(new Event.Progress(2, "b", 1))));
    }
}
