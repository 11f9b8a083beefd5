package org.cqrsjakarta.internal.source;

/** Who moves the items of a handler. */
public enum Shape {
    /** The consumer pulls them from a {@link java.util.stream.Stream}. */
    PULLED,
    /** The handler pushes them into an {@link org.cqrsjakarta.Emitter}. */
    EMITTED,
    /** A {@link java.util.concurrent.Flow.Publisher} signals them, on demand. */
    PUBLISHED
}
