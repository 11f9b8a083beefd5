package org.cqrsjakarta.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.testkit.StreamCase.Dispatched;

/**
 * Event streams for every rule of WHATWG HTML, chapter 9.2 "Server-sent events", that is about the text of a stream. They
 * cover what the {@code format-…} tests of the web platform tests' {@code eventsource} folder are about, and more.
 */
final class StreamCases {

    private final List<StreamCase> all = new ArrayList<>();

    private StreamCases() {}

    static List<StreamCase> all() {
        StreamCases cases = new StreamCases();
        cases.byteOrderMarks();
        cases.lineEnds();
        cases.fields();
        cases.data();
        cases.eventNames();
        cases.ids();
        cases.reconnectionTimes();
        cases.text();
        cases.ends();
        return List.copyOf(cases.all);
    }

    private static Dispatched message(String data) {
        return new Dispatched("message", data, "");
    }

    private static Dispatched event(String name, String data) {
        return new Dispatched(name, data, "");
    }

    private static Dispatched withId(String id, String data) {
        return new Dispatched("message", data, id);
    }

    private void add(String name, String stream, Dispatched... events) {
        all.add(new StreamCase(name, stream.getBytes(UTF_8), List.of(events), null));
    }

    /** A stream whose characters are bytes. */
    private void addBytes(String name, String stream, Dispatched... events) {
        all.add(new StreamCase(name, stream.getBytes(ISO_8859_1), List.of(events), null));
    }

    private void addRetry(String name, String stream, long millis) {
        all.add(new StreamCase(
                name, (stream + "data: z\n\n").getBytes(UTF_8), List.of(message("z")), Duration.ofMillis(millis)));
    }

    private void byteOrderMarks() {
        add("a byte order mark at the beginning is dropped", "\uFEFFdata: moon\n\n", message("moon"));
        add(
                "the second of two belongs to the first field's name",
                "\uFEFF\uFEFFdata: moon\n\ndata: sun\n\n",
                message("sun"));
        add(
                "after the beginning it is text",
                "data: moon\n\n\uFEFFdata: sun\n\ndata:\uFEFF\n\n",
                message("moon"),
                message("\uFEFF"));
        add("one before a blank line is no line", "\uFEFF\n\uFEFF\ndata: sun\n\n", message("sun"));
        add("a stream may be nothing but that", "\uFEFF");
        addBytes("two thirds of one are no mark", "\u00EF\u00BBdata: moon\n\ndata: sun\n\n", message("sun"));
        addBytes("that of UTF-16 is none", "\u00FE\u00FFdata: moon\n\ndata: sun\n\n", message("sun"));
    }

    private void lineEnds() {
        add("LF", "data: a\ndata: b\n\ndata: c\n\n", message("a\nb"), message("c"));
        add("CR", "data: a\rdata: b\r\rdata: c\r\r", message("a\nb"), message("c"));
        add("CR LF", "data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", message("a\nb"), message("c"));
        add("all three in one event", "data: a\rdata: b\r\ndata: c\ndata: d\n\r", message("a\nb\nc\nd"));
        add("LF CR is two ends", "data: a\n\rdata: b\n\r", message("a"), message("b"));
        add("CR CR LF is two ends", "data: a\r\r\ndata: b\r\r\n", message("a"), message("b"));
        add("CR LF CR is two ends", "data: a\r\n\rdata: b\r\n\r", message("a"), message("b"));
        add("CR LF LF is two ends", "data: a\r\n\ndata: b\r\n\n", message("a"), message("b"));
        add(
                "blank lines before, between and after",
                "\n\r\n\r\rdata: a\n\n\n\r\n\r\rdata: b\n\n\n",
                message("a"),
                message("b"));
        add(
                "other separators are text",
                "data: a\u2028b\u2029c\u0085d\u000Be\u000Cf\n\n",
                message("a\u2028b\u2029c\u0085d\u000Be\u000Cf"));
    }

    private void fields() {
        add("comments are no fields", ": data: a\n:\n::\ndata: b\n:data: c\n\n", message("b"));
        add("a comment may be long and of anything", ":" + "\u00E9\0:".repeat(100) + "\ndata: a\n\n", message("a"));
        add("a comment alone dispatches nothing", ": a\n\n:\n\n");
        add(
                "one space after the colon is dropped",
                "data:a\ndata: b\ndata:  c\ndata:   d\n\n",
                message("a\nb\n c\n  d"));
        add(
                "a tab or a wide space is not",
                "data:\ta\ndata:\u00A0b\ndata:\u3000c\n\n",
                message("\ta\n\u00A0b\n\u3000c"));
        add("spaces at the end are kept", "data: a \ndata:b  \n\n", message("a \nb  "));
        add("only the first colon counts", "data: a:b\ndata::c\ndata: :d\n\n", message("a:b\n:c\n:d"));
        add("a name has no space around it", " data: a\ndata : b\n\tdata: c\ndata: d\n\n", message("d"));
        add("a name is compared letter by letter", "Data: a\nDATA: b\ndat: c\ndatas: d\ndata: e\n\n", message("e"));
        add("unknown fields are ignored", "x: a\nunknown\nmessage: b\ndata: c\n\n", message("c"));
        add("an unknown field does not begin an event", "x: a\n\nevents: b\n\n");
        add("a NUL in a name makes it unknown", "da\0ta: a\ndata\0: b\ndata: c\n\n", message("c"));
        add(
                "a control character in a name makes it unknown",
                "data\u0001: a\n\u007Fdata: b\ndata: c\n\n",
                message("c"));
    }

    private void data() {
        add("lines are joined", "data: a\ndata: b\n\n", message("a\nb"));
        add("lines need not be neighbours", "data: a\nid\n: x\ny\ndata: b\n\n", message("a\nb"));
        add("without a colon the value is empty", "data\n\n", message(""));
        add("so it is with nothing after the colon", "data:\n\n", message(""));
        add("so it is with one space", "data: \n\n", message(""));
        add("empty lines of data are kept", "data\ndata\n\ndata:\ndata: \ndata\n\n", message("\n"), message("\n\n"));
        add("one at the end is kept", "data: a\ndata\n\n", message("a\n"));
        add("one at the beginning is kept", "data\ndata: a\n\n", message("\na"));
        add(
                "what looks like fields is text",
                "data: data: a\ndata: id: 1\ndata: event: x\ndata: retry: 1\n\n",
                message("data: a\nid: 1\nevent: x\nretry: 1"));
        add("a NUL is text", "data: a\0b\ndata:\0\n\n", message("a\0b\n\0"));
        add("a long line", "data: " + "x".repeat(500) + "\n\n", message("x".repeat(500)));
    }

    private void eventNames() {
        add("a name", "event: moon\ndata: a\n\ndata: b\n\n", event("moon", "a"), message("b"));
        add("it may follow the data", "data: a\nevent: moon\n\n", event("moon", "a"));
        add("the last one counts", "event: moon\ndata: a\nevent: sun\n\n", event("sun", "a"));
        add(
                "an empty one is that of a message",
                "event:\ndata: a\n\nevent\ndata: b\n\nevent: \ndata: c\n\n",
                message("a"),
                message("b"),
                message("c"));
        add("an empty one takes a name back", "event: moon\nevent:\ndata: a\n\n", message("a"));
        add("a name may be message", "event: message\ndata: a\n\n", message("a"));
        add("spaces but the first belong to it", "event:  moon \ndata: a\n\n", event(" moon ", "a"));
        add("without data it dispatches nothing and is gone", "event: moon\n\ndata: a\n\n", message("a"));
        add("a NUL belongs to it", "event: a\0\ndata: b\n\n", event("a\0", "b"));
    }

    private void ids() {
        add(
                "an id stays",
                "id: 1\ndata: a\n\ndata: b\n\nid: 2\ndata: c\n\n",
                withId("1", "a"),
                withId("1", "b"),
                withId("2", "c"));
        add(
                "an empty one takes it back",
                "id: 1\ndata: a\n\nid:\ndata: b\n\nid: 2\ndata: c\n\nid\ndata: d\n\n",
                withId("1", "a"),
                withId("", "b"),
                withId("2", "c"),
                withId("", "d"));
        add("the last one of an event counts", "id: 1\ndata: a\nid: 2\n\n", withId("2", "a"));
        add("one without data stays for later events", "id: 1\n\ndata: a\n\n", withId("1", "a"));
        add(
                "one with a NUL is ignored",
                "id: 1\ndata: a\n\nid: 2\0\ndata: b\n\nid: \0003\ndata: c\n\n",
                withId("1", "a"),
                withId("1", "b"),
                withId("1", "c"));
        add("one with a NUL leaves that before it in the same event", "id: 1\nid: \0\ndata: a\n\n", withId("1", "a"));
        add(
                "spaces but the first belong to it",
                "id:  1 \ndata: a\n\nid:2\ndata: b\n\n",
                withId(" 1 ", "a"),
                withId("2", "b"));
        add("it may be any text", "id: \u2026/\uD83C\uDF0B:1\ndata: a\n\n", withId("\u2026/\uD83C\uDF0B:1", "a"));
        add("that of an unfinished event is none", "data: a\n\nid: 1\n", message("a"));
    }

    private void reconnectionTimes() {
        addRetry("a time", "retry: 1500\n", 1500);
        addRetry("without a space", "retry:1500\n", 1500);
        addRetry("zeros before it do not make it octal", "retry: 010\n", 10);
        addRetry("zero", "retry: 0\n", 0);
        addRetry("the last one counts", "retry: 1\nretry: 2\n", 2);
        addRetry("an event of its own", "retry: 7\n\n", 7);
        addRetry("what is no number leaves that before", "retry: 1000\n\nretry: 2000x\n\nretry: x\n\n", 1000);
        addRetry("so does nothing at all", "retry: 1000\nretry:\nretry\n", 1000);
        addRetry("so do signs, points and exponents", "retry: 5\nretry: -1\nretry: +1\nretry: 1.5\nretry: 1e3\n", 5);
        addRetry("so do spaces", "retry: 5\nretry:  6\nretry: 7 \nretry: 8 9\n", 5);
        addRetry("so do digits of other scripts", "retry: 5\nretry: \u0661\u0662\nretry: \uFF11\n", 5);
        addRetry("so does a hexadecimal one", "retry: 5\nretry: 0x10\nretry: ff\n", 5);
        all.add(new StreamCase("alone", "retry: 3\n\n".getBytes(UTF_8), List.of(), Duration.ofMillis(3)));
    }

    private void text() {
        add("UTF-8", "data: ok\u2026 \u00E9 \u20AC \uD83C\uDF0B\n\n", message("ok\u2026 \u00E9 \u20AC \uD83C\uDF0B"));
        addBytes("Latin-1 is not", "data: caf\u00E9\n\n", message("caf\uFFFD"));
        addBytes(
                "a character that is cut short by the line's end",
                "data: \u00E2\u0082\ndata: \u00F0\u009F\u008C\n\n",
                message("\uFFFD\n\uFFFD"));
        addBytes("one that is cut short by another", "data: \u00E2\u0082\u00C3\u00A9\n\n", message("\uFFFD\u00E9"));
        addBytes("bytes that never occur", "data: \u00C0\u00C1\u00F5\u00FE\u00FF\n\n", message("\uFFFD".repeat(5)));
        addBytes("one that has not begun", "data: \u0080\u00BF\n\n", message("\uFFFD\uFFFD"));
        addBytes("a surrogate is three wrong bytes", "data: \u00ED\u00A0\u0080\n\n", message("\uFFFD\uFFFD\uFFFD"));
        addBytes(
                "a pair of them is six", "data: \u00ED\u00A0\u00BC\u00ED\u00BC\u008B\n\n", message("\uFFFD".repeat(6)));
        addBytes(
                "a line end is not written longer than it is",
                "data: \u00C0\u008A\u00E0\u0080\u008A\n\n",
                message("\uFFFD".repeat(5)));
        addBytes(
                "what is beyond the last character", "data: \u00F4\u0090\u0080\u0080\n\n", message("\uFFFD".repeat(4)));
        addBytes("the last character", "data: \u00F4\u008F\u00BF\u00BF\n\n", message("\uDBFF\uDFFF"));
        addBytes("wrong bytes in a name make it unknown", "dat\u00E1: a\ndata\u0080: b\ndata: c\n\n", message("c"));
        addBytes("wrong bytes in an id", "id: \u00E1\ndata: a\n\n", withId("\uFFFD", "a"));
    }

    private void ends() {
        add("nothing", "");
        add("an event needs its blank line", "data: a\n\ndata: b\n", message("a"));
        add("a line needs its end", "data: a\n\ndata: b", message("a"));
        add("a blank line may be a CR that ends the stream", "data: a\n\r", message("a"));
        add("a comment at the end changes nothing", "data: a\n\n: b", message("a"));
    }
}
