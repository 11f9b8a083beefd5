package org.cqrsjakarta.internal.chain;

/** Who moves the items of a handler. */
public enum Shape {
    /** The consumer pulls them from a {@link java.util.stream.Stream}. */
    PULLED,
    /**
     * A {@link java.util.stream.Stream} gives many at once, as one with a {@code flatMap} does: it pushes them all, or is
     * pulled at a bound.
     */
    FLATTENED,
    /** The handler pushes them into an {@link org.cqrsjakarta.Emitter}. */
    EMITTED,
    /** A {@link java.util.concurrent.Flow.Publisher} signals them, on demand. */
    PUBLISHED
}
