package org.cqrsjakarta.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Encodes the frames of one stream, each once (WHATWG HTML, chapter 9.2 "Server-sent events"). Items by one thread.
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
    private static final byte[] NOTHING = {};
    private static final int RADIX = 10;
    private static final int MOST_DIGITS = 19;

    private final String streamId;

    /** What follows the data of an item: the id, with room for a position, and the end. Of the stream's own thread. */
    private final byte[] idTail;

    /** So much of it comes before the position. */
    private final int idLength;

    private final ItemFrame itemFrame = new ItemFrame();

    /**
     * Creates the encoder of a stream.
     *
     * @param streamId prefix of all ids: letters, digits, {@code -} and {@code _} only
     * @throws IllegalArgumentException if {@code streamId} has any other character, or none
     */
    public FrameEncoder(String streamId) {
        this.streamId = checked(streamId);
        byte[] id = ascii("\nid: " + streamId + ".");
        idLength = id.length;
        idTail = Arrays.copyOf(id, id.length + MOST_DIGITS + END.length);
    }

    /**
     * An item, whose id is the position to which it leads.
     *
     * @param line JSON in UTF-8, without a line break
     */
    public byte[] item(long position, byte[] line) {
        int tail = putInTail(position);
        byte[] frame = new byte[ITEM.length + line.length + tail];
        int at = add(ITEM, frame, 0);
        at = add(line, frame, at);
        System.arraycopy(idTail, 0, frame, at, tail);
        return frame;
    }

    /** The same, which is no array of its own unless it is large. It is to be given on before the next one is asked for. */
    public Frame itemFrame(long position, byte[] line) {
        itemFrame.tail = putInTail(position);
        itemFrame.line = line;
        return itemFrame;
    }

    /** The item that is being added: one object for all of a stream. */
    private final class ItemFrame implements Frame {

        private byte[] line = NOTHING;
        private int tail;

        @Override
        public void giveTo(Parts parts) {
            byte[] line = this.line;
            // Also where it fails.
            this.line = NOTHING;
            if (line.length >= FrameBuffer.FULL) {
                parts.add(joined(ITEM, line, Arrays.copyOf(idTail, tail)));
            } else {
                parts.add(ITEM, ITEM.length, line.length + tail);
                parts.add(line, line.length, tail);
                parts.add(idTail, tail, 0);
            }
        }
    }

    /**
     * What the frame of an item was made of.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static byte[] lineOf(byte[] frame) {
        int end = ITEM.length;
        boolean isItem = frame.length > end && Arrays.equals(frame, 0, end, ITEM, 0, end);
        while (end < frame.length && frame[end] != '\n') {
            end++;
        }
        if (!isItem || end == frame.length) {
            throw new IllegalArgumentException("A frame of " + frame.length + " bytes is no item");
        }
        return Arrays.copyOfRange(frame, ITEM.length, end);
    }

    /** Has the tail end by this position, and answers how long it is then. */
    private int putInTail(long position) {
        int digits = digits(position);
        long rest = position;
        for (int at = idLength + digits - 1; at >= idLength; at--) {
            idTail[at] = (byte) ('0' + rest % RADIX);
            rest /= RADIX;
        }
        return add(END, idTail, idLength + digits);
    }

    /**
     * An event that is no item, and so has no id.
     *
     * @throws IllegalArgumentException if {@code event} has a character other than letters, digits, {@code -}, {@code _}
     */
    public static byte[] event(String event, String json) {
        return joined(EVENT, ascii(checked(event)), DATA, JsonLine.of(json), END);
    }

    /** The last event, whose id tells that the client knows the end. */
    public byte[] end(String event, String json) {
        byte[] endId = ascii("\nid: " + LastEventId.ofEnd(streamId));
        return joined(EVENT, ascii(checked(event)), DATA, JsonLine.of(json), endId, END);
    }

    /** How long a client waits before it connects again. */
    public static byte[] retry(long millis) {
        return ascii("retry: " + millis + "\n");
    }

    /** A comment of so many words. */
    public static byte[] comment(String words) {
        return ascii(": " + words + "\n");
    }

    /** One after another. */
    public static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] frame = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            at = add(part, frame, at);
        }
        return frame;
    }

    private static int add(byte[] part, byte[] frame, int at) {
        System.arraycopy(part, 0, frame, at, part.length);
        return at + part.length;
    }

    /** How many digits a number has that is not negative. */
    private static int digits(long number) {
        int digits = 1;
        for (long rest = number; rest >= RADIX; rest /= RADIX) {
            digits++;
        }
        return digits;
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
