package org.cqrsjakarta.internal.inspector;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for a feed, and where.
 *
 * @param application where the application is on its server
 * @param server      the server, with its version
 * @param operator    whether the caller may act on circuits
 * @param lastEventId how far the caller had come; {@code null} for one who is here for the first time
 */
record FeedCaller(
        String application,
        String server,
        boolean operator,
        @Nullable String lastEventId) {}
