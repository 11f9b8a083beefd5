package org.cqrsjakarta.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one frame, one after another (WHATWG HTML, chapter 9.2.6 "Interpreting an event stream"). Empty again
 * after each frame.
 */
final class FrameFields {

    private final List<String> comments = new ArrayList<>();
    private final StringBuilder data = new StringBuilder();
    private @Nullable String id;
    private String event = "";
    private @Nullable Duration retry;

    /**
     * Takes a line that is not blank, without its end.
     *
     * @return the frame that it is, if it stands in front of an event and belongs to none
     */
    Optional<Frame> add(String line) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : withoutOneSpace(line.substring(colon + 1));
        switch (name) {
            case "" -> comments.add(value);
            case "data" -> data.append(value).append('\n');
            case "event" -> event = value;
            case "id" -> setId(value);
            case "retry" -> setRetry(value);
            default -> {
                // The specification ignores any other field.
            }
        }
        return data.isEmpty() && event.isEmpty() && id == null ? end() : Optional.empty();
    }

    /** Ends the frame at a blank line; empty if it has nothing to tell. */
    Optional<Frame> end() {
        boolean isEvent = !data.isEmpty();
        Frame frame = new Frame(
                comments,
                id,
                isEvent && event.isEmpty() ? "message" : isEvent ? event : "",
                isEvent ? data.substring(0, data.length() - 1) : null,
                retry);
        boolean tells = isEvent || id != null || retry != null || !comments.isEmpty();
        comments.clear();
        data.setLength(0);
        id = null;
        event = "";
        retry = null;
        return tells ? Optional.of(frame) : Optional.empty();
    }

    private void setId(String value) {
        if (value.indexOf('\0') < 0) {
            id = value;
        }
    }

    private void setRetry(String value) {
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            retry = Duration.ofMillis(millisOf(value));
        }
    }

    /** There is no limit in the specification; whoever sends more than this says "never". */
    private static long millisOf(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static String withoutOneSpace(String value) {
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
