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
     * Items whose key was already delivered are dropped. Exact in any order; the stream remembers one key for each item
     * delivered, until it ends. The items are {@link Keyed}, or {@link Fallback#key()} names what tells them apart.
     *
     * <p>At most {@code cqrs.continuation.keys} of them (default 100,000; 1 or more), at some 50 bytes each beside the key
     * itself. When a stream delivers more, those that came first are forgotten, which is logged once (CQRS00256). No item
     * is lost by that, but one whose key is forgotten comes again if the fallback repeats it. While the fallback runs, its
     * own keys are kept as far as there is room, and push out none of those that came before.
     */
    DISTINCT
}
