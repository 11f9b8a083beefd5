package org.cqrsjakarta.inspector.protocol;

/** The states of a circuit. */
public enum CircuitState {
    /** Every stream is admitted. */
    CLOSED,
    /** Every stream is refused, and served by the fallback. */
    OPEN,
    /** A few streams are admitted as probes. */
    HALF_OPEN
}
