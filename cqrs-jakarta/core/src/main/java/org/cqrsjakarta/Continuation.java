package org.cqrsjakarta;

/** How a fallback goes on from the position at which it takes over. */
public enum Continuation {

    /**
     * The fallback's whole stream follows. Right for a fallback that overrides the {@link Switchover} variant of
     * {@code handle} and goes on by itself; for one that does not, the client sees the first items again.
     */
    RESTART,

    /**
     * The fallback's first {@link Switchover#position()} items are dropped. Exact when both steps produce the same
     * items in the same order.
     */
    SKIP_DELIVERED,

    /**
     * Items whose {@linkplain Keyed#key() key} was already delivered are dropped. Exact in any order; the stream
     * remembers one key for each item delivered, until it ends. The items must be {@link Keyed}.
     */
    DISTINCT
}
