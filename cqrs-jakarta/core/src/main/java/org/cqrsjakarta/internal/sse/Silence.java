package org.cqrsjakarta.internal.sse;

import java.time.Duration;
import org.cqrsjakarta.spi.Time;

/**
 * How long nothing has been written to a client, and how long that may last. Not thread-safe.
 *
 * <p>The first write to a client that has left still succeeds, on some servers the second one too. So a write after a
 * silence is followed by two comments: whoever has left is noticed well within two heartbeats.
 */
final class Silence {

    private static final int FOLLOW_UPS = 2;

    private final Time time;
    private final Duration heartbeat;
    private long sinceNanos;
    private int followUps;

    Silence(Time time, Duration heartbeat) {
        this.time = time;
        this.heartbeat = heartbeat;
        this.sinceNanos = time.nanos();
    }

    long nanos() {
        return time.nanos() - sinceNanos;
    }

    /** Whether what is written now comes after a silence in which the client may have left unnoticed. */
    boolean isLong() {
        return nanos() >= heartbeat.dividedBy(4).toNanos();
    }

    /** How long it may still last; zero or negative: a comment is due. */
    Duration left() {
        return (followUps > 0 ? heartbeat.dividedBy(8) : heartbeat).minusNanos(nanos());
    }

    /** A comment is written because one is due. */
    void comment() {
        followUps = Math.max(0, followUps - 1);
    }

    /**
     * Something was written.
     *
     * @param wasLong what {@link #isLong} said before
     */
    void broken(boolean wasLong) {
        sinceNanos = time.nanos();
        if (wasLong) {
            followUps = FOLLOW_UPS;
        }
    }
}
