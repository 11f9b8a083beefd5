package org.cqrsjakarta.inspector.connection;

/** What is to follow an attempt to read a feed. */
enum Outcome {
    /** The feed may be at another address. */
    NOT_HERE,
    /** It was found before: the same source opens it again. */
    GO_ON,
    /** Nothing was found: all addresses are tried again, later. */
    DOWN,
    /** Nothing is tried any more. */
    REFUSED
}
