package org.cqrsjakarta.internal.inspector;

/** Who may do what. {@code META-INF/web-fragment.xml} declares them, so that servers map groups to them. */
final class Roles {

    /** May read. */
    static final String INSPECTOR = "cqrs-inspector";

    /** May read, and act on circuits. */
    static final String OPERATOR = "cqrs-operator";

    private Roles() {}
}
