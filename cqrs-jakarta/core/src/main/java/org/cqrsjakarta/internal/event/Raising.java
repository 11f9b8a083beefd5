package org.cqrsjakarta.internal.event;

import org.jspecify.annotations.Nullable;

/**
 * Where this thread raises its events into. One is begun for each section of a stream, inside of another one where
 * streams are nested, and nothing of it stays on the thread.
 */
public final class Raising implements AutoCloseable {

    private static final ThreadLocal<@Nullable Raising> CURRENT = new ThreadLocal<>();

    private final @Nullable Raising outer;
    private @Nullable RaisedEvents into;

    private Raising(@Nullable Raising outer) {
        this.outer = outer;
    }

    /** Begins on this thread, with nothing of its own to raise into. */
    public static Raising begin() {
        Raising begun = new Raising(CURRENT.get());
        CURRENT.set(begun);
        return begun;
    }

    /**
     * Where the thread raises into from now on; {@code null} while it runs no handler of this section: then it is as
     * before the section began, for a handler may consume a stream.
     */
    public void into(@Nullable RaisedEvents events) {
        into = events;
    }

    /** Where the thread raises into; {@code null} if it runs no handler. */
    public static @Nullable RaisedEvents current() {
        Raising section = CURRENT.get();
        while (section != null && section.into == null) {
            section = section.outer;
        }
        return section == null ? null : section.into;
    }

    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
