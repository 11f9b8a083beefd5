package org.cqrsjakarta.demo.feed;

/**
 * What goes wrong with the replayed feed.
 *
 * @param kind       what happens
 * @param afterItems how many quakes a response carries before it happens, 0 or more; a feed that refuses sends none,
 *                   whatever is said here
 */
public record Fault(Kind kind, int afterItems) {

    /** The feed is in order. */
    public static final Fault NONE = new Fault(Kind.NONE, 0);

    /** What can go wrong. */
    public enum Kind {
        /** Nothing. */
        NONE,
        /** The server goes away: what is open breaks, and connections are refused. */
        REFUSE,
        /** The connection is closed in the middle of the response. */
        DROP,
        /** Nothing more is sent until the fault changes. */
        STALL,
        /** Something is sent that is no JSON. */
        GARBAGE
    }

    /** Checks the values. */
    public Fault {
        if (afterItems < 0) {
            throw new IllegalArgumentException("afterItems must be 0 or more, but is " + afterItems);
        }
    }

    /** What happens to a response that has carried so many quakes. */
    Kind at(int sent) {
        return kind == Kind.REFUSE || sent >= afterItems ? kind : Kind.NONE;
    }
}
