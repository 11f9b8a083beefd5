package org.cqrsjakarta.internal.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Where the thread of a response is, and how it is freed when its client takes nothing any more. A server waits for that
 * client in a write, once more in the flush that ends the response, and again, for as long as its own patience lasts; one
 * interrupt frees it from one of them. So the thread is interrupted where it waits, again and again, until it is out; and
 * only within the server's code for this response, never elsewhere: an interrupt can close what others use.
 *
 * <pre>
 *                 begin               leave               out
 *   ELSEWHERE &lt;----------&gt; WRITING
 *       |          end
 *       +------------------------------&gt; LEAVING -------------&gt; OUT
 *                              given up: interrupted while WRITING or LEAVING
 * </pre>
 */
final class ResponseThread {

    static final Duration PAUSE = Duration.ofMillis(50);

    /** A server that does not hear of interrupts is left to its own patience. */
    static final int LAST_LOOK = 200;

    private enum Place {
        ELSEWHERE,
        WRITING,
        LEAVING,
        OUT
    }

    private final Time time;
    private final Thread thread = Thread.currentThread();

    /** Held for moments only, never while writing. */
    private final ReentrantLock lock = new ReentrantLock();

    private Place place = Place.ELSEWHERE;

    /** When it entered the server's code, while it is within that. */
    private long sinceNanos;

    private boolean givenUp;
    private int looks;
    private boolean waited;
    private Time.@Nullable Alarm alarm;

    /** Watches the thread that creates it. */
    ResponseThread(Time time) {
        this.time = time;
    }

    /**
     * It goes into the server's code to write.
     *
     * @throws IOException if the response was given up
     */
    void beginWrite() throws IOException {
        lock.lock();
        try {
            if (givenUp) {
                throw new IOException("The response was given up");
            }
            goTo(Place.WRITING);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A part of what it writes has gone out: what stands still is measured from here.
     *
     * @throws IOException if the response was given up
     */
    void moved() throws IOException {
        beginWrite();
    }

    void endWrite() {
        lock.lock();
        try {
            goTo(Place.ELSEWHERE);
            forgetInterrupt();
        } finally {
            lock.unlock();
        }
    }

    /** It goes back into the server's code, which ends the response. */
    void leave() {
        lock.lock();
        try {
            goTo(Place.LEAVING);
        } finally {
            lock.unlock();
        }
    }

    /** It is out of the server's code, and is not interrupted any more. */
    void out() {
        lock.lock();
        try {
            goTo(Place.OUT);
            forgetInterrupt();
            if (alarm != null) {
                alarm.cancel();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How long it has been within the server's code; 0 where it is not. */
    Duration within() {
        lock.lock();
        try {
            return isWithin() ? Duration.ofNanos(time.nanos() - sinceNanos) : Duration.ZERO;
        } finally {
            lock.unlock();
        }
    }

    /** From now on no write begins, and one that is under way is ended. */
    void giveUp() {
        lock.lock();
        try {
            if (givenUp || place == Place.OUT) {
                return;
            }
            givenUp = true;
            if (place == Place.WRITING) {
                thread.interrupt();
            }
            alarm = time.schedule(PAUSE, this::look);
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        lock.lock();
        try {
            if (place == Place.OUT || looks == LAST_LOOK) {
                return;
            }
            looks++;
            boolean waits = isWithin() && isWaiting();
            if (waits && waited) {
                thread.interrupt();
            }
            waited = waits;
            alarm = time.schedule(PAUSE, this::look);
        } finally {
            lock.unlock();
        }
    }

    private boolean isWaiting() {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING -> true;
            default -> false;
        };
    }

    private boolean isWithin() {
        return place == Place.WRITING || place == Place.LEAVING;
    }

    private void goTo(Place next) {
        place = next;
        sinceNanos = time.nanos();
    }

    /** It was meant for what the thread did within, which has heard of it, or was over before. */
    private void forgetInterrupt() {
        if (givenUp) {
            Thread.interrupted();
        }
    }
}
