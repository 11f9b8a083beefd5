package org.cqrsjakarta.spi;

import java.time.Duration;

/** A clock that only goes forward, and what is to be done when it gets there. Callable from any thread. */
public interface Time {

    /**
     * Reads the clock.
     *
     * @return nanoseconds since an arbitrary origin, to be compared by difference
     */
    long nanos();

    /**
     * Has a task run once.
     *
     * @param delay how long from now; zero or negative: as soon as possible
     * @param task  what to run, on a thread of its own that it may block; what it throws is logged
     * @return a way to call it off
     */
    Alarm schedule(Duration delay, Runnable task);

    /** A task that was scheduled. */
    interface Alarm {

        /** Calls the task off; has no effect when it has started. */
        void cancel();
    }
}
