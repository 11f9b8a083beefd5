package org.cqrsjakarta.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Encodes the frames of one stream, each once (WHATWG HTML, chapter 9.2 "Server-sent events").
 *
 * <p>The id stands last: clients in wide use keep it as soon as they see its line, and would not ask again for an item
 * whose block the connection broke off. And there is no block without data: what has none is a line in front of the next
 * block, because some clients make an empty event of each blank line, and others give up.
 *
 * <p>Payloads are JSON, in which line breaks stand only between tokens; they are left out, so that no payload can end
 * its line. Ids and event names are checked.
 */
public final class FrameEncoder {

    /** A comment: parsers pass over it, proxies and connections stay awake. */
    public static final byte[] COMMENT = ascii(":\n");

    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] DATA = ascii("\ndata: ");
    private static final byte[] ITEM = ascii("event: item\ndata: ");
    private static final byte[] END = ascii("\n\n");

    private final String streamId;
    private final byte[] id;

    /**
     * Creates the encoder of a stream.
     *
     * @param streamId prefix of all ids: letters, digits, {@code -} and {@code _} only
     * @throws IllegalArgumentException if {@code streamId} has any other character, or none
     */
    public FrameEncoder(String streamId) {
        this.streamId = checked(streamId);
        id = ascii("\nid: " + streamId + ".");
    }

    /** An item, whose id is the position to which it leads. */
    public byte[] item(long position, String json) {
        return frame(json, fields(ITEM), fields(id, ascii(Long.toString(position))));
    }

    /**
     * An event that is no item, and so has no id.
     *
     * @throws IllegalArgumentException if {@code event} has a character other than letters, digits, {@code -}, {@code _}
     */
    public static byte[] event(String event, String json) {
        return frame(json, fields(EVENT, ascii(checked(event)), DATA), fields());
    }

    /** The last event, whose id tells that the client knows the end. */
    public byte[] end(String event, String json) {
        byte[] endId = ascii("\nid: " + LastEventId.ofEnd(streamId));
        return frame(json, fields(EVENT, ascii(checked(event)), DATA), fields(endId));
    }

    /** How long a client waits before it connects again. */
    public static byte[] retry(long millis) {
        return ascii("retry: " + millis + "\n");
    }

    /** A comment of so many words. */
    public static byte[] comment(String words) {
        return ascii(": " + words + "\n");
    }

    private static byte[] frame(String json, byte[][] before, byte[][] after) {
        byte[] line = json.getBytes(UTF_8);
        FrameBuffer frame = new FrameBuffer(length(before) + line.length + length(after) + END.length);
        addAll(before, frame);
        int start = frame.size();
        // What UTF-8 has no bytes for has become a question mark: the text is looked through only where there is one.
        if (frame.addLine(line) && LoneSurrogates.areIn(json)) {
            frame.cut(start);
            frame.addLine(LoneSurrogates.escaped(json).getBytes(UTF_8));
        }
        addAll(after, frame);
        frame.add(END);
        return frame.take();
    }

    private static byte[][] fields(byte[]... fields) {
        return fields;
    }

    private static int length(byte[][] fields) {
        int length = 0;
        for (byte[] field : fields) {
            length += field.length;
        }
        return length;
    }

    private static void addAll(byte[][] fields, FrameBuffer frame) {
        for (byte[] field : fields) {
            frame.add(field);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    /**
     * Checks an id or the name of an event.
     *
     * @return the token itself
     * @throws IllegalArgumentException if it has a character other than letters, digits, {@code -}, {@code _}, or none
     */
    public static String checked(String token) {
        boolean plain = !token.isEmpty()
                && token.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_'));
        if (!plain) {
            throw new IllegalArgumentException(
                    "'" + token + "' is no id or event name: letters, digits, '-' and '_' are allowed, one at least");
        }
        return token;
    }
}
