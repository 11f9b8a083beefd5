package org.cqrsjakarta.internal.store;

/** What the nodes of an application share of their streams: {@code cqrs.store.streams}. */
public enum StreamsMode {
    /** Nothing. */
    NONE,
    /** A client that comes back to another node is served from the one that has its stream. */
    FOLLOW,
    /** The same, and everything is in the store before a client gets it: a node that is lost leaves its streams to others. */
    JOURNAL
}
