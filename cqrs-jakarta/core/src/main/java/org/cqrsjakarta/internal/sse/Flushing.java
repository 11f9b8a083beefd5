package org.cqrsjakarta.internal.sse;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * The one write of a response that is under way, if any. It may take as long as its client likes, so any thread may give
 * it up: then its thread is interrupted, and neither before nor after it.
 */
final class Flushing {

    private final Time time;

    /** Held for moments only, never while writing. */
    private final ReentrantLock lock = new ReentrantLock();

    /** There when somebody waits for it: few ever do. */
    private @Nullable Condition ended;

    private @Nullable Thread writing;
    private long sinceNanos;
    private boolean givenUp;

    Flushing(Time time) {
        this.time = time;
    }

    /** Writes everything, unless it was given up. */
    void run(FrameBuffer frames, OutputStream out) throws IOException {
        begin();
        try {
            frames.drainTo(out);
            out.flush();
        } finally {
            end();
        }
    }

    /** How long the write has been under way; 0 if there is none. */
    Duration underWay() {
        lock.lock();
        try {
            return writing == null ? Duration.ZERO : Duration.ofNanos(time.nanos() - sinceNanos);
        } finally {
            lock.unlock();
        }
    }

    /** From now on no write goes on or begins. */
    void giveUp() {
        lock.lock();
        try {
            givenUp = true;
            if (writing != null) {
                writing.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no write is under way, and tells whether it was given up: then none begins any more. */
    boolean awaitEnd() {
        lock.lock();
        try {
            if (writing != null && ended == null) {
                ended = lock.newCondition();
            }
            while (writing != null && ended != null) {
                // Not to be interrupted: the write itself was.
                ended.awaitUninterruptibly();
            }
            return givenUp;
        } finally {
            lock.unlock();
        }
    }

    private void begin() throws IOException {
        lock.lock();
        try {
            if (givenUp) {
                throw new IOException("The response was given up");
            }
            writing = Thread.currentThread();
            sinceNanos = time.nanos();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            writing = null;
            if (ended != null) {
                ended.signalAll();
            }
            if (givenUp) {
                // The interrupt was meant for the write, which has heard of it, or ended before.
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }
}
