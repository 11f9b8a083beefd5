package org.cqrsjakarta.inspector.protocol;

/** Who decides about the state of a circuit. */
public enum CircuitControl {
    /** The circuit itself. */
    AUTOMATIC,
    /** An operator has opened it. */
    FORCED_OPEN,
    /** An operator has closed it. */
    FORCED_CLOSED
}
