package org.cqrsjakarta.internal.sse;

import org.jspecify.annotations.Nullable;

/**
 * Who has called the resource method that runs on this thread, and how far they had come before.
 *
 * @param user        the authenticated caller's name; {@code null} if there is none
 * @param lastEventId the header; {@code null} if there is none
 */
record Caller(@Nullable String user, @Nullable String lastEventId) {

    private static final Caller UNKNOWN = new Caller(null, null);

    /** Holds nothing of the application's own types: the threads are the server's, and outlive it. */
    private static final ThreadLocal<@Nullable String[]> CURRENT = new ThreadLocal<>();

    /** A request of this caller begins on this thread. */
    void enter() {
        CURRENT.set(new String[] {user, lastEventId});
    }

    /** Asks for the caller, once in each request; nobody in particular where no request has begun. */
    static Caller take() {
        @Nullable String[] current = CURRENT.get();
        CURRENT.remove();
        return current == null ? UNKNOWN : new Caller(current[0], current[1]);
    }
}
