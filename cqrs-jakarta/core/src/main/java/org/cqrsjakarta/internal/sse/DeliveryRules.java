package org.cqrsjakarta.internal.sse;

import java.time.Duration;

/**
 * What MicroProfile Config says about delivery: {@code cqrs.sse.} and a name.
 *
 * @param heartbeat         {@code heartbeat}: silence after which a comment is sent, longer than 0
 * @param writeTimeout      {@code write-timeout}: how long a write may stand still before its client counts as gone,
 *                          longer than 0
 * @param resumeWindow      {@code resume-window}: how long a stream is held for a client that has gone, or has perhaps
 *                          not seen the end; 0: not at all
 * @param resumeItems       {@code resume-items}: how many of its last frames a stream keeps, 1 or more
 * @param resumeBytes       {@code resume-bytes}: how many bytes of them a stream keeps, 1 or more
 * @param resumeBytesInAll  {@code resume-bytes-in-all}: how many bytes all streams keep together, 1 or more
 * @param heldStreams       {@code resume-streams}: how many streams are held at a time, 1 or more
 * @param openStreams       {@code max-streams}: how many streams run at a time, 1 or more
 * @param openStreamsOfUser {@code max-streams-per-user}: how many of them for one authenticated caller, 1 or more
 * @param ticketLife        {@code ticket-life}: how long a ticket is good, longer than 0
 * @param tickets           {@code max-tickets}: how many tickets may be unused at a time, 1 or more
 * @param drainTimeout      {@code drain-timeout}: how long open streams may go on when the application stops, 0 or more
 * @param retry             {@code retry}: how long clients wait before they connect again, 0 or more
 * @param drainRetry        {@code drain-retry}: how long those wait whose application stops, 0 or more
 */
public record DeliveryRules(
        Duration heartbeat,
        Duration writeTimeout,
        Duration resumeWindow,
        int resumeItems,
        int resumeBytes,
        long resumeBytesInAll,
        int heldStreams,
        int openStreams,
        int openStreamsOfUser,
        Duration ticketLife,
        int tickets,
        Duration drainTimeout,
        Duration retry,
        Duration drainRetry) {

    boolean holdStreams() {
        return resumeWindow.isPositive();
    }

    int journalCapacity() {
        return holdStreams() ? resumeItems : 0;
    }
}
