package org.cqrsjakarta;

/**
 * A circuit refused to run its handler. Reaches the caller only when the chain has no step left; as
 * {@link Switchover#cause()} it is shared between streams and carries neither stack trace nor suppressed exceptions.
 */
public final class CircuitOpenException extends CqrsException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes a refusal.
     *
     * @param message what refused, in full
     * @param shared  whether one instance serves many streams: no stack trace, no suppressed exceptions
     */
    public CircuitOpenException(String message, boolean shared) {
        super(message, null, !shared, !shared);
    }
}
