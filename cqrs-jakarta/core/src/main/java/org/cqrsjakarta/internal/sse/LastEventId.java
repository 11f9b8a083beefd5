package org.cqrsjakarta.internal.sse;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cqrsjakarta.rest.StreamSummary;
import org.jspecify.annotations.Nullable;

/**
 * How far a client has come that connects again (WHATWG HTML, chapter 9.2.4 "The `Last-Event-ID` header").
 *
 * @param stream   id of its stream
 * @param position of the last item it has got, 1 or more; {@link #END} if it has got the end
 */
record LastEventId(String stream, long position) {

    static final long END = Long.MAX_VALUE;

    private static final String END_MARK = "end";
    private static final int LONGEST = 96;
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{1,64})\\.([1-9][0-9]{0,17}|" + END_MARK + ")");

    /** The id of a stream's last event. */
    static String ofEnd(String stream) {
        return stream + "." + END_MARK;
    }

    /**
     * Reads the header.
     *
     * @param header as the client sent it; {@code null} if it sent none
     * @return empty if it is none of ours
     */
    static Optional<LastEventId> parse(@Nullable String header) {
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

    /** Of a stream whose end the client has got, and about which nobody else remembers more. */
    StreamSummary summary() {
        return new StreamSummary(stream, 0, List.of(), true);
    }

    boolean isEnd() {
        return position == END;
    }
}
