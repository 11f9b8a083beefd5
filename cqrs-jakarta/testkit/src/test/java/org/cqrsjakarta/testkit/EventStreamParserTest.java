package org.cqrsjakarta.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of WHATWG HTML, chapter 9.2 "Server-sent events", and its examples. */
class EventStreamParserTest {

    private static List<Frame> parse(String stream) {
        return new EventStreamParser().feed(stream.getBytes(UTF_8));
    }

    private static List<String> data(String stream) {
        return parse(stream).stream().map(Frame::data).toList();
    }

    private static Frame event(String event, String data) {
        return new Frame(List.of(), null, event, data, null);
    }

    @Test
    void linesOfDataAreJoinedByLineFeeds() {
        assertThat(parse("data: YHOO\ndata: +2\ndata: 10\n\n")).containsExactly(event("message", "YHOO\n+2\n10"));
    }

    @Test
    void idsAreThoseThatWereSentAndMayBeEmpty() {
        List<Frame> frames = parse(": test stream\n\ndata: first\nid: 1\n\ndata:second\nid\n\ndata:  third\n\n");
        assertThat(frames)
                .containsExactly(
                        new Frame(List.of("test stream"), null, "", null, null),
                        new Frame(List.of(), "1", "message", "first", null),
                        new Frame(List.of(), "", "message", "second", null),
                        new Frame(List.of(), null, "message", " third", null));
    }

    @Test
    void emptyDataIsAnEventAndAnIncompleteEventIsNone() {
        assertThat(data("data\n\ndata\ndata\n\ndata:")).containsExactly("", "\n");
    }

    @Test
    void oneSpaceAfterTheColonIsNotPartOfTheValue() {
        assertThat(data("data:test\n\ndata: test\n\ndata:  test\n\ndata:\ttest\n\n"))
                .containsExactly("test", "test", " test", "\ttest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void everyKindOfLineEndCounts(String end) {
        assertThat(parse(String.join(end, "event: item", "data: 1", "data: 2", "", ": silence", "", "")))
                .containsExactly(event("item", "1\n2"), new Frame(List.of("silence"), null, "", null, null));
    }

    @Test
    void kindsOfLineEndsMayBeMixed() {
        assertThat(data("data: 1\r\ndata: 2\rdata: 3\n\r\ndata: 4\n\rdata: 5\r\r"))
                .containsExactly("1\n2\n3", "4", "5");
    }

    @Test
    void aReturnEndsItsLineBeforeItIsKnownWhatFollows() {
        EventStreamParser parser = new EventStreamParser();
        assertThat(parser.feed("data: 1\r\n\r".getBytes(UTF_8))).containsExactly(event("message", "1"));
        assertThat(parser.feed("\ndata: 2\n\n".getBytes(UTF_8))).containsExactly(event("message", "2"));
    }

    @Test
    void oneByteOrderMarkIsPassedOver() {
        assertThat(data("\uFEFFdata: 1\n\n")).containsExactly("1");
        assertThat(data("\uFEFF\uFEFFdata: 1\n\n"))
                .as("a second one belongs to the field's name")
                .isEmpty();
        assertThat(data("data: \uFEFF1\n\n")).containsExactly("\uFEFF1");
    }

    @Test
    void theLastEventNameCountsAndTheNextEventHasNone() {
        assertThat(parse("event: a\nevent: b\ndata: 1\n\ndata: 2\n\nevent:\ndata: 3\n\n"))
                .containsExactly(event("b", "1"), event("message", "2"), event("message", "3"));
    }

    @Test
    void anEventNameWithoutDataIsNoEvent() {
        assertThat(parse("event: item\n\n")).isEmpty();
        assertThat(parse("event: item\nid: 7\n\n")).singleElement().satisfies(frame -> {
            assertThat(frame.isEvent()).isFalse();
            assertThat(frame.event()).isEmpty();
            assertThat(frame.id()).isEqualTo("7");
        });
    }

    @Test
    void anIdWithANulIsIgnored() {
        assertThat(parse("id: 1\nid: 2\0\ndata: a\n\n"))
                .containsExactly(new Frame(List.of(), "1", "message", "a", null));
    }

    @Test
    void retryIsDigitsOnly() {
        assertThat(parse("retry: 2000\n\nretry: 2000 \n\nretry: -1\n\nretry: 1.5\n\nretry\n\nretry: \u0661\n\n"))
                .containsExactly(new Frame(List.of(), null, "", null, Duration.ofMillis(2000)));
        assertThat(parse("retry: 99999999999999999999\n\n"))
                .extracting(Frame::retry)
                .containsExactly(Duration.ofMillis(Long.MAX_VALUE));
    }

    @Test
    void unknownFieldsAreIgnoredAndCaseMatters() {
        assertThat(data("DATA: 1\ndatas: 2\n data: 3\nx\n\n")).isEmpty();
        assertThat(data("x: y\ndata: 1\n\n")).containsExactly("1");
    }

    @Test
    void onlyTheFirstColonEndsTheName() {
        assertThat(data("data: a:b: c\n\n")).containsExactly("a:b: c");
    }

    @Test
    void commentsAreKeptInsideOfEventsToo() {
        assertThat(parse("data: 1\n:\n: two\nretry: 3\n\n"))
                .containsExactly(new Frame(List.of("", "two"), null, "message", "1", Duration.ofMillis(3)));
    }

    @Test
    void whatStandsInFrontOfAnEventIsToldAtItsLine() {
        EventStreamParser parser = new EventStreamParser();
        assertThat(parser.feed("retry: 3\n".getBytes(UTF_8)))
                .containsExactly(new Frame(List.of(), null, "", null, Duration.ofMillis(3)));
        assertThat(parser.feed(":\n: two\nevent: a\n".getBytes(UTF_8)))
                .containsExactly(
                        new Frame(List.of(""), null, "", null, null), new Frame(List.of("two"), null, "", null, null));
        assertThat(parser.feed("data: 1\n\n".getBytes(UTF_8))).containsExactly(event("a", "1"));
    }

    @Test
    void blankLinesAloneAreNothing() {
        assertThat(parse("\n\n\r\n\r\r")).isEmpty();
    }

    @Test
    void whatHasNoBlankLineAfterItIsNotGivenOut() {
        assertThat(parse("data: 1\n\ndata: 2\nid: 2\n: c\n"))
                .extracting(Frame::data)
                .containsExactly("1");
    }

    @Test
    void bytesThatAreNoUtf8BecomeReplacementCharacters() {
        EventStreamParser parser = new EventStreamParser();
        byte[] cut = {'d', 'a', 't', 'a', ':', (byte) 0xE2, (byte) 0x82, '\n', '\n'};
        assertThat(parser.feed(cut)).extracting(Frame::data).containsExactly("\uFFFD");
    }

    @Test
    void itMakesNoDifferenceWhereTheBytesAreCut() {
        byte[] stream = "\uFEFFid: ä\r\ndata: €\r\ndata: 🌍\r\n\r\n: é\n\ndata: z\r\r".getBytes(UTF_8);
        List<Frame> whole = new EventStreamParser().feed(stream);
        assertThat(whole).hasSize(3);
        for (int first = 0; first <= stream.length; first++) {
            for (int second = first; second <= stream.length; second++) {
                EventStreamParser parser = new EventStreamParser();
                List<Frame> frames = new ArrayList<>(parser.feed(Arrays.copyOf(stream, first)));
                frames.addAll(parser.feed(stream, first, second - first));
                frames.addAll(parser.feed(stream, second, stream.length - second));
                assertThat(frames).as("cut at %d and %d", first, second).isEqualTo(whole);
            }
        }
    }
}
