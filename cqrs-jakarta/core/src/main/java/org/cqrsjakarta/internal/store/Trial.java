package org.cqrsjakarta.internal.store;

/** Who decides about streams while a circuit is HALF_OPEN. */
enum Trial {
    /** All nodes: there is a place, or there is none. */
    BY_ALL,
    /** This node alone. */
    BY_ITSELF,
    /** Nobody, for the moment: all are refused. */
    NONE
}
