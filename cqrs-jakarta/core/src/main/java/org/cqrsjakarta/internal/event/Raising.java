package org.cqrsjakarta.internal.event;

import org.jspecify.annotations.Nullable;

/**
 * Where this thread raises its events into. Whoever has a handler or an observer run on the thread changes that for the
 * time, and puts back what was there: so what a consumer raises that is itself a handler belongs to that one.
 */
public final class Raising {

    /**
     * One element: where the thread raises into. Threads of a server's pool keep the array for ever, so it is of a class of
     * the JDK's, and empty while no handler runs.
     */
    private static final ThreadLocal<@Nullable Object @Nullable []> SLOTS = new ThreadLocal<>();

    private final @Nullable Object[] slot;

    private Raising(@Nullable Object[] slot) {
        this.slot = slot;
    }

    /** Of the thread that runs; to be used on that only. */
    public static Raising here() {
        return new Raising(slotHere());
    }

    /**
     * The same, for whoever comes again and again, mostly on one thread.
     *
     * @param known from the last time; {@code null} at first
     */
    public static Raising here(@Nullable Raising known) {
        // Looked up each time: a pool may take from its threads what they keep.
        @Nullable Object[] slot = slotHere();
        return known != null && known.slot == slot ? known : new Raising(slot);
    }

    private static @Nullable Object[] slotHere() {
        Object[] known = SLOTS.get();
        if (known == null) {
            known = new Object[1];
            SLOTS.set(known);
        }
        return known;
    }

    /**
     * Has the thread raise into these events from now on.
     *
     * @param events {@code null} while it runs no handler
     * @return where it raised into before
     */
    public @Nullable RaisedEvents into(@Nullable RaisedEvents events) {
        RaisedEvents before = (RaisedEvents) slot[0];
        slot[0] = events;
        return before;
    }

    /** Where the thread that runs raises into; {@code null} if it runs no handler. */
    public static @Nullable RaisedEvents current() {
        Object[] known = SLOTS.get();
        return known == null || known[0] == null ? null : ((RaisedEvents) known[0]).effective();
    }
}
