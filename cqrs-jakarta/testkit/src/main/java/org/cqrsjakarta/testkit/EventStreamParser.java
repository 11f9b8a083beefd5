package org.cqrsjakarta.testkit;

import static java.nio.charset.CodingErrorAction.REPLACE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses an event stream as a browser does (WHATWG HTML, chapter 9.2 "Server-sent events"), but for one thing: comments,
 * reconnection times and ids without an event become frames as well. The bytes come in pieces of any size. Not
 * thread-safe; one for each stream.
 *
 * <p>A frame is complete at its blank line. What the stream has after its last blank line is never given out.
 */
public final class EventStreamParser {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CharsetDecoder utf8 =
            UTF_8.newDecoder().onMalformedInput(REPLACE).onUnmappableCharacter(REPLACE);
    private final StringBuilder line = new StringBuilder();
    private final FrameFields fields = new FrameFields();

    /** The first bytes of a character whose others have not come yet. */
    private byte[] undecoded = {};

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
        ByteBuffer in = ByteBuffer.allocate(undecoded.length + length)
                .put(undecoded)
                .put(bytes, offset, length)
                .flip();
        // Never more characters than bytes: four of these become two of those.
        CharBuffer out = CharBuffer.allocate(in.remaining());
        var unused = utf8.decode(in, out, false);
        undecoded = new byte[in.remaining()];
        in.get(undecoded);
        return parse(out.flip());
    }

    private List<Frame> parse(CharBuffer text) {
        List<Frame> complete = new ArrayList<>();
        while (text.hasRemaining()) {
            char next = text.get();
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
            fields.add(line.toString());
            line.setLength(0);
        }
    }
}
