package org.cqrsjakarta.internal.wire;

import java.time.Duration;
import org.cqrsjakarta.spi.Time;

/**
 * How long nothing has been written to a client, and when a sign of life is due. Written by one thread; any may ask.
 *
 * <p>The first write to a client that has left still succeeds, on some servers the second one too, and the answer that
 * tells of it may be late by a moment. So a write after a silence is followed by three comments: whoever has left is
 * noticed well within two heartbeats.
 */
public final class Heartbeat {

    private static final int FOLLOW_UPS = 3;

    private final Time time;
    private final Duration longest;
    private volatile long sinceNanos;
    private volatile int followUps;

    /**
     * Begins now.
     *
     * @param longest a silence may last
     */
    public Heartbeat(Time time, Duration longest) {
        this.time = time;
        this.longest = longest;
        this.sinceNanos = time.nanos();
    }

    /** How long nothing has been written. */
    long silentNanos() {
        return time.nanos() - sinceNanos;
    }

    /** Whether what is written now comes after a silence in which the client may have left unnoticed. */
    public boolean isLong() {
        return silentNanos() >= longest.toNanos() / 4;
    }

    /** How long the silence may still last; zero or negative: a comment is due. */
    public Duration left() {
        return Duration.ofNanos((followUps > 0 ? longest.toNanos() / 8 : longest.toNanos()) - silentNanos());
    }

    /** A comment is written because one is due. */
    public void comment() {
        followUps = Math.max(0, followUps - 1);
    }

    /**
     * Something was written.
     *
     * @param wasLong what {@link #isLong} said before
     */
    public void broken(boolean wasLong) {
        sinceNanos = time.nanos();
        if (wasLong) {
            followUps = FOLLOW_UPS;
        }
    }
}
