package org.cqrsjakarta.internal.inspector;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for a feed, and where.
 *
 * @param application where the application is on its server
 * @param server      the server, with its version
 * @param user        the caller's name; {@code null} where nobody has to say who they are
 * @param operator    whether the caller may act on circuits
 * @param lastEventId how far the caller had come; {@code null} for one who is here for the first time
 */
record FeedCaller(
        String application,
        String server,
        @Nullable String user,
        boolean operator,
        @Nullable String lastEventId) {}
