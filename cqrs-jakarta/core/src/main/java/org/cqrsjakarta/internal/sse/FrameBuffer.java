package org.cqrsjakarta.internal.sse;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Encodes frames, once, into a buffer that is reused (WHATWG HTML, chapter "Server-sent events"). Not thread-safe.
 *
 * <p>Payloads are JSON, in which line breaks stand only between tokens; they are left out, so that no payload can end
 * its line. Ids and event names are checked.
 */
final class FrameBuffer {

    private static final byte[] ID = ascii("id: ");
    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] RETRY = ascii("retry: ");
    private static final byte[] ITEM = ascii("\nevent: item\ndata: ");

    /** A comment: parsers pass over it, proxies and connections stay awake. */
    private static final byte[] COMMENT = ascii(":\n\n");

    private final byte[] streamId;
    private byte[] bytes;
    private int size;

    /**
     * Creates an empty buffer.
     *
     * @param streamId prefix of all ids, letters, digits, {@code -} and {@code _} only
     * @param capacity in bytes, to start with; it grows for a larger frame
     * @throws IllegalArgumentException if {@code streamId} has any other character
     */
    FrameBuffer(String streamId, int capacity) {
        this.streamId = ascii(checked(streamId) + ".");
        this.bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    void item(long position, String json) {
        add(ID);
        add(streamId);
        add(position);
        add(ITEM);
        addLine(json);
        add('\n');
    }

    /**
     * Adds a frame without an id.
     *
     * @throws IllegalArgumentException if {@code event} has a character other than letters, digits, {@code -}, {@code _}
     */
    void event(String event, String json) {
        add(EVENT);
        add(ascii(checked(event)));
        add('\n');
        add(DATA);
        addLine(json);
        add('\n');
    }

    void retry(long millis) {
        add(RETRY);
        add(millis);
        add('\n');
        add('\n');
    }

    void comment() {
        add(COMMENT);
    }

    /** Writes everything and is empty again, also when writing fails. */
    void drainTo(OutputStream out) throws IOException {
        int length = size;
        size = 0;
        out.write(bytes, 0, length);
    }

    private void addLine(String json) {
        byte[] utf8 = json.getBytes(UTF_8);
        ensure(utf8.length + 2);
        for (byte b : utf8) {
            if (b != '\n' && b != '\r') {
                bytes[size++] = b;
            }
        }
        bytes[size++] = '\n';
    }

    private void add(long number) {
        add(ascii(Long.toString(number)));
    }

    private void add(byte[] some) {
        ensure(some.length);
        System.arraycopy(some, 0, bytes, size, some.length);
        size += some.length;
    }

    private void add(char ascii) {
        ensure(1);
        bytes[size++] = (byte) ascii;
    }

    private void ensure(int more) {
        int required = Math.addExact(size, more);
        if (required > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(required, bytes.length * 2));
        }
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
