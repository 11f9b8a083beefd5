package org.cqrsjakarta.internal.inspector;

/** Who may do what. */
final class Roles {

    /** May read. */
    static final String INSPECTOR = "cqrs-inspector";

    /** May read, and act on circuits. */
    static final String OPERATOR = "cqrs-operator";

    private Roles() {}
}
