package org.cqrsjakarta.internal.circuit;

/** Who decides about the state of a circuit. */
public enum Control {
    /** Its outcomes and its policy. */
    AUTOMATIC,
    /** An operator: OPEN until further notice. */
    FORCED_OPEN,
    /** An operator: CLOSED until further notice. */
    FORCED_CLOSED
}
