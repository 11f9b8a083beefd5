package org.cqrsjakarta.testkit;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.testkit.Echo.Note;
import org.cqrsjakarta.testkit.Echo.Notes;
import org.cqrsjakarta.testkit.Echo.Texts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a handler gives is what a client of the delivered bytes reads, whatever text is in it. */
class RoundTripTest {

    private static TestApplication app;

    @BeforeAll
    static void start() {
        app = Echo.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    static Stream<String> texts() {
        return Stream.concat(
                NastyText.PIECES.stream(),
                Stream.of(
                        "",
                        "a\r\rb\n\nc\r\n\r\nd",
                        "\n\ndata: forged\n\n",
                        "\r\revent: complete\rdata: {}\r\r",
                        "x\nid: 99\nretry: 1\n",
                        "\uFEFF\uFEFF",
                        "\uD83C",
                        "\uDF0B",
                        "\uDF0B\uD83C",
                        "?\uD83C?",
                        "\uD83C\uDF0B".repeat(1000),
                        "\\u000a\\n\\",
                        "\"},\n{\"",
                        "x".repeat(1 << 20),
                        "\u2028\n".repeat(1 << 18)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aText(String text) {
        List<String> items = List.of(text, "between", text);
        Echo.assertThatItArrives(RawDelivery.of(app, new Texts(items)), items);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyFieldOfANote(String text) {
        List<Note> items = List.of(
                new Note(text, List.of(), Map.of(), Long.MIN_VALUE, true),
                new Note("", List.of(text, "", text), Map.of(text, "", "k", text), 0, false));
        Echo.assertThatItArrives(RawDelivery.of(app, new Notes(items)), items);
    }

    @Test
    void nothingAtAll() {
        Echo.assertThatItArrives(RawDelivery.of(app, new Texts(List.of())), List.of());
    }

    @Test
    void everyCharacterOfTheBasicPlane() {
        List<String> items = IntStream.range(0, 256)
                .mapToObj(high -> IntStream.range(0, 256)
                        .mapToObj(low -> Character.toString((char) (high << 8 | low)))
                        .collect(Collectors.joining()))
                .toList();
        Echo.assertThatItArrives(RawDelivery.of(app, new Texts(items)), items);
    }
}
