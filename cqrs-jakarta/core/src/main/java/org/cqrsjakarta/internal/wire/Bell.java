package org.cqrsjakarta.internal.wire;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.cqrsjakarta.spi.Time;

/** Wakes the one thread that waits for it. What is rung before it waits is not lost; twice rung is once. */
public final class Bell {

    private final Thread thread;
    private volatile boolean rung;

    /** Of the thread that creates it. */
    public Bell() {
        this.thread = Thread.currentThread();
    }

    /** Rings. Callable from any thread. */
    public void ring() {
        if (!rung) {
            rung = true;
            LockSupport.unpark(thread);
        }
    }

    /** Waits until it is rung, or was since the last time, or the thread is interrupted. By its own thread only. */
    public void await() {
        while (!rung && !thread.isInterrupted()) {
            LockSupport.park(this);
        }
        rung = false;
    }

    /** The same, for so long at the most. */
    public void await(Time time, Duration longest) {
        Time.Alarm alarm = time.schedule(longest, this::ring);
        try {
            await();
        } finally {
            alarm.cancel();
        }
    }
}
