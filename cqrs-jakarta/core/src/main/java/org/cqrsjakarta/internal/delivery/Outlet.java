package org.cqrsjakarta.internal.delivery;

import org.jspecify.annotations.Nullable;

/** Where a stream goes. Called by the stream's own thread, within its contexts, but for {@link #left}. */
public interface Outlet {

    /**
     * An item; returns when the next one is wanted.
     *
     * @param line JSON in UTF-8, without a line break
     * @param key  by which the item is told from others; {@code null} where the chain does not ask for it
     * @return {@code false} if nobody wants the stream any more
     */
    boolean item(long position, byte[] line, @Nullable Object key);

    /**
     * A switchover, with its payload.
     *
     * @return {@code false} if nobody wants the stream any more
     */
    boolean switchedOver(long position, String json);

    /** The handlers have come to their end, or were left. Called once. */
    void ended(Ending ending);

    /** That could not be told, as without memory: who listens is to wait no more. Needs no memory. */
    void cutShort();

    /** It has gone on for as long as it may: it is to be closed, not on this thread. */
    void closeApart();

    /**
     * Another thread has left the run: its own is not to wait in {@link #item} any more, and is interrupted there.
     */
    void left();

    /**
     * The handlers are out, and their place is free: before {@link #ended}, unless they were left and come out later.
     * Called once.
     */
    void vacated();

    /** Nothing of the stream runs any more. Called once, after all others. */
    void out();
}
