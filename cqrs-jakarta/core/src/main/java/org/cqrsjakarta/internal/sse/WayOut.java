package org.cqrsjakarta.internal.sse;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * The way of a response's thread back through the server, which ends the response: for a client that takes nothing any more
 * the server would wait there once more, and again, for as long as its own patience lasts. So the thread is interrupted
 * where it waits, until it is out. Where it does not wait it is left alone: an interrupt can close files that others use.
 */
final class WayOut {

    static final Duration PAUSE = Duration.ofMillis(100);

    /** A server that does not hear of interrupts is left to its own patience. */
    static final int LAST_LOOK = 100;

    private final Time time;
    private final Thread thread;

    /** Held for moments only. */
    private final ReentrantLock lock = new ReentrantLock();

    private Time.@Nullable Alarm alarm;
    private int looks;
    private boolean waited;
    private boolean out;

    /** The thread that runs this begins its way. */
    WayOut(Time time) {
        this.time = time;
        this.thread = Thread.currentThread();
    }

    void begin() {
        lock.lock();
        try {
            alarm = time.schedule(PAUSE, this::look);
        } finally {
            lock.unlock();
        }
    }

    /** The thread is out, and is not interrupted any more. */
    void end() {
        lock.lock();
        try {
            out = true;
            if (alarm != null) {
                alarm.cancel();
            }
            if (looks > 0) {
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        lock.lock();
        try {
            if (out || looks == LAST_LOOK) {
                return;
            }
            looks++;
            boolean waits = waits();
            if (waits && waited) {
                thread.interrupt();
            }
            waited = waits;
            alarm = time.schedule(PAUSE, this::look);
        } finally {
            lock.unlock();
        }
    }

    private boolean waits() {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING -> true;
            default -> false;
        };
    }
}
