package org.cqrsjakarta.internal.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Where a stream's own thread hands its items over: in code of the application that writes JSON, or in the outlet. Whoever
 * leaves the stream interrupts it there, and nowhere else.
 */
final class HandOver {

    /** The stream's own, once that runs. */
    private volatile @Nullable Thread own;

    private volatile boolean isWithin;
    private volatile boolean isLeft;

    void ownThreadIsHere() {
        own = Thread.currentThread();
    }

    void begin() {
        isWithin = true;
    }

    /** What writes JSON has come out: an interrupt that it has left there is nobody's business. */
    void encoded() {
        if (Thread.interrupted() && isLeft) {
            // That one may have been of whoever left.
            Thread.currentThread().interrupt();
        }
    }

    /** An interrupt was meant for what was handed over, or was left there: it reaches nothing else. */
    void end() {
        isWithin = false;
        if (isLeft) {
            synchronized (this) {
                var unused = Thread.interrupted();
            }
        } else {
            var unused = Thread.interrupted();
        }
    }

    /** Whether another thread has left the stream. */
    boolean isLeft() {
        return isLeft;
    }

    /**
     * The stream is left.
     *
     * @return whether by another thread than its own: {@link #interrupt} is to follow
     */
    boolean leave() {
        if (own == Thread.currentThread()) {
            return false;
        }
        isLeft = true;
        return true;
    }

    /** Whatever it waits for, it is to wait no more. */
    void interrupt() {
        synchronized (this) {
            Thread running = own;
            if (running != null && isWithin) {
                running.interrupt();
            }
        }
    }
}
