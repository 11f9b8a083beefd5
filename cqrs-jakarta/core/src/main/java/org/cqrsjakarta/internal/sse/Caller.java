package org.cqrsjakarta.internal.sse;

import org.jspecify.annotations.Nullable;

/**
 * Who has called the resource method that runs on this thread, how far they had come before, and whether they want to
 * know no more than what a GET would give: then the server passes on nothing that is written, and never tells that they
 * have left.
 *
 * @param user        the authenticated caller's name; {@code null} if there is none
 * @param lastEventId the header; {@code null} if there is none
 * @param asksForHead whether the request's method is HEAD
 */
record Caller(@Nullable String user, @Nullable String lastEventId, boolean asksForHead) {

    private static final Caller UNKNOWN = new Caller(null, null, false);
    private static final String HEAD = "HEAD";

    /** Holds nothing of the application's own types: the threads are the server's, and outlive it. */
    private static final ThreadLocal<@Nullable String[]> CURRENT = new ThreadLocal<>();

    /** A request of this caller begins on this thread. */
    void enter() {
        CURRENT.set(new String[] {user, lastEventId, asksForHead ? HEAD : null});
    }

    /** Asks for the caller, and stays to be asked for; nobody in particular where no request has begun. */
    static Caller current() {
        @Nullable String[] current = CURRENT.get();
        return current == null ? UNKNOWN : new Caller(current[0], current[1], current[2] != null);
    }

    /** Asks for the caller, the last time in this request. */
    static Caller take() {
        Caller current = current();
        CURRENT.remove();
        return current;
    }
}
