package org.cqrsjakarta.internal.sse;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Encodes the frames of one stream, each once (WHATWG HTML, chapter 9.2 "Server-sent events"). Not thread-safe.
 *
 * <p>Payloads are JSON, in which line breaks stand only between tokens; they are left out, so that no payload can end
 * its line. Ids and event names are checked.
 */
final class FrameEncoder {

    /** A comment: parsers pass over it, proxies and connections stay awake. */
    static final byte[] COMMENT = ascii(":\n\n");

    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] DATA = ascii("\ndata: ");
    private static final byte[] ITEM = ascii("\nevent: item\ndata: ");
    private static final int INITIAL_CAPACITY = 128;

    private final FrameBuffer frame = new FrameBuffer(INITIAL_CAPACITY);
    private final byte[] id;
    private final byte[] endId;

    /**
     * Creates the encoder of a stream.
     *
     * @param streamId prefix of all ids: letters, digits, {@code -} and {@code _} only
     * @throws IllegalArgumentException if {@code streamId} has any other character, or none
     */
    FrameEncoder(String streamId) {
        id = ascii("id: " + checked(streamId) + ".");
        endId = ascii("id: " + LastEventId.ofEnd(streamId) + "\n");
    }

    byte[] item(long position, String json) {
        frame.add(id);
        frame.add(ascii(Long.toString(position)));
        frame.add(ITEM);
        return ended(json);
    }

    /**
     * An event that is no item, and so has no id.
     *
     * @throws IllegalArgumentException if {@code event} has a character other than letters, digits, {@code -}, {@code _}
     */
    byte[] event(String event, String json) {
        frame.add(EVENT);
        frame.add(ascii(checked(event)));
        frame.add(DATA);
        return ended(json);
    }

    /** The last event, whose id tells that the client knows the end. */
    byte[] end(String event, String json) {
        frame.add(endId);
        return event(event, json);
    }

    /** How long a client waits before it connects again. */
    static byte[] retry(long millis) {
        return ascii("retry: " + millis + "\n\n");
    }

    /** A comment of so many words. */
    static byte[] comment(String words) {
        return ascii(": " + words + "\n");
    }

    private byte[] ended(String json) {
        int start = frame.size();
        // What UTF-8 has no bytes for has become a question mark: the text is looked through only where there is one.
        if (frame.addLine(json.getBytes(UTF_8)) && LoneSurrogates.areIn(json)) {
            frame.cut(start);
            frame.addLine(LoneSurrogates.escaped(json).getBytes(UTF_8));
        }
        frame.add('\n');
        frame.add('\n');
        return frame.take();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static String checked(String token) {
        boolean plain = !token.isEmpty()
                && token.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_'));
        if (!plain) {
            throw new IllegalArgumentException(
                    "'" + token + "' is no id or event name: letters, digits, '-' and '_' are allowed, one at least");
        }
        return token;
    }
}
