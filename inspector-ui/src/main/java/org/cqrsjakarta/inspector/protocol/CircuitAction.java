package org.cqrsjakarta.inspector.protocol;

/** What an operator may do to a circuit. */
public enum CircuitAction {
    /** CLOSED with an empty window, under its own control. */
    RESET("reset"),
    /** OPEN until further notice. */
    FORCE_OPEN("force-open"),
    /** CLOSED until further notice. */
    FORCE_CLOSED("force-closed"),
    /** Under its own control again. */
    AUTOMATIC("automatic");

    private final String wireName;

    CircuitAction(String wireName) {
        this.wireName = wireName;
    }

    /** How the protocol calls it. */
    public String wireName() {
        return wireName;
    }
}
