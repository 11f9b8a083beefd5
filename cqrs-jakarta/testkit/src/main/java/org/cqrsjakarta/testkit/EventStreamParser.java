package org.cqrsjakarta.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Parses an event stream as a browser does (WHATWG HTML, chapter 9.2 "Server-sent events"), but for one thing: comments,
 * reconnection times and ids without an event become frames as well. The bytes come in pieces of any size. Not
 * thread-safe; one for each stream.
 *
 * <p>A comment or a reconnection time in front of an event is a frame of its own, complete at its line's end. Every other
 * frame is complete at its blank line, and has the comments that stand within it; what the stream has of one after its last
 * blank line is never given out.
 */
public final class EventStreamParser {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Utf8Text utf8 = new Utf8Text();
    private final StringBuilder line = new StringBuilder();
    private final FrameFields fields = new FrameFields();

    private boolean started;
    private boolean afterReturn;

    /** Creates a parser at the beginning of a stream. */
    public EventStreamParser() {}

    /**
     * Takes the next bytes of the stream, all of them.
     *
     * @return the frames that they complete, in order
     */
    public List<Frame> feed(byte[] bytes) {
        return feed(bytes, 0, bytes.length);
    }

    /**
     * Takes the next bytes of the stream.
     *
     * @param bytes  holds them
     * @param offset where they begin
     * @param length how many they are, 0 or more
     * @return the frames that they complete, in order
     * @throws IndexOutOfBoundsException if they are not all in {@code bytes}
     */
    public List<Frame> feed(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        StringBuilder text = new StringBuilder(length);
        utf8.decode(bytes, offset, length, text);
        return parse(text);
    }

    private List<Frame> parse(CharSequence text) {
        List<Frame> complete = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            boolean isMark = !started && next == BYTE_ORDER_MARK;
            boolean endsPair = afterReturn && next == '\n';
            started = true;
            afterReturn = next == '\r';
            if (isMark || endsPair) {
                continue;
            }
            if (next == '\r' || next == '\n') {
                endLine(complete);
            } else {
                line.append(next);
            }
        }
        return complete;
    }

    private void endLine(List<Frame> complete) {
        if (line.isEmpty()) {
            fields.end().ifPresent(complete::add);
        } else {
            fields.add(line.toString()).ifPresent(complete::add);
            line.setLength(0);
        }
    }
}
