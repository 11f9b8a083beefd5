package org.cqrsjakarta;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/**
 * A handler kept its consumer waiting for longer than its {@link StreamTimeout} allows. A failure of its step, at the
 * position reached. Its stack trace is that of the handler's thread: it shows where the source stalled.
 */
public final class StreamTimeoutException extends TimeoutException {

    private static final long serialVersionUID = 1L;

    /** What was exceeded. */
    public enum Limit {
        /** {@link StreamTimeout#firstItem()}. */
        FIRST_ITEM,
        /** {@link StreamTimeout#idle()}. */
        IDLE,
        /** {@link StreamTimeout#total()}. */
        TOTAL
    }

    private final Limit limit;
    private final Duration allowed;

    /**
     * Describes what was exceeded. Called by the library, and by tests of what handles it.
     *
     * @param message which handler, which limit, and the remedy
     * @param limit   the limit
     * @param allowed its value
     */
    public StreamTimeoutException(String message, Limit limit, Duration allowed) {
        super(message);
        this.limit = Objects.requireNonNull(limit, "limit");
        this.allowed = Objects.requireNonNull(allowed, "allowed");
    }

    /** The limit that was exceeded. */
    public Limit limit() {
        return limit;
    }

    /** What the limit allows. */
    public Duration allowed() {
        return allowed;
    }
}
