package org.cqrsjakarta.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an event stream has between two blank lines: an event, or what a browser would show to nobody, such as a comment.
 *
 * @param comments text of the comment lines, in order, without the colon and one space after it
 * @param id       the {@code id} field; {@code null} if there is none. A browser reports the last one it got for later
 *                 events, too; here it stands only where it was sent
 * @param event    name under which the event is dispatched, {@code message} if none was sent; empty if there is no event
 * @param data     the {@code data} lines, joined by line feeds; {@code null} if there are none, and so no event
 * @param retry    the reconnection time; {@code null} if there is none
 */
public record Frame(
        List<String> comments,
        @Nullable String id,
        String event,
        @Nullable String data,
        @Nullable Duration retry) {

    public Frame {
        comments = List.copyOf(comments);
        Objects.requireNonNull(event, "event");
    }

    /** Whether it is an event, which a browser would dispatch. */
    public boolean isEvent() {
        return data != null;
    }

    /** Whether it is an event of this name. */
    public boolean is(String name) {
        return isEvent() && event.equals(name);
    }
}
