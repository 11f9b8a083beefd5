package org.cqrsjakarta.internal.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a client has come that connects again (WHATWG HTML, chapter 9.2.4 "The `Last-Event-ID` header").
 *
 * @param stream   address of its stream: its id, and a secret part
 * @param position of the last item it has got, 1 or more; {@link #END} if it has got the end
 */
public record LastEventId(String stream, long position) {

    /** Position of a client that has got the end. */
    public static final long END = Long.MAX_VALUE;

    /** Between a stream's id and its secret part. */
    public static final String SECRET = "-";

    private static final String END_MARK = "end";
    private static final int LONGEST = 96;
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{1,64})\\.([1-9][0-9]{0,17}|" + END_MARK + ")");

    /** The id of a stream's last event. */
    public static String ofEnd(String stream) {
        return stream + "." + END_MARK;
    }

    /**
     * Reads the header.
     *
     * @param header as the client sent it; {@code null} if it sent none
     * @return empty if it is none of ours
     */
    public static Optional<LastEventId> parse(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(header);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String position = parts.group(2);
        return Optional.of(new LastEventId(parts.group(1), position.equals(END_MARK) ? END : Long.parseLong(position)));
    }

    /** Id of the stream, without what only its client knows. */
    public String id() {
        return idOf(stream);
    }

    /** Id of the stream that has this address. */
    public static String idOf(String address) {
        int end = address.lastIndexOf(SECRET);
        return end < 0 ? address : address.substring(0, end);
    }

    /** Whether the client has got the end. */
    public boolean isEnd() {
        return position == END;
    }
}
