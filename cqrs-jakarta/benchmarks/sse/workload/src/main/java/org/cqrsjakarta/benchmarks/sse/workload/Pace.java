package org.cqrsjakarta.benchmarks.sse.workload;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets a thread through once in each interval, without falling behind by what its own work takes. */
public final class Pace {

    private final long interval;
    private long next;

    Pace(int millis) {
        interval = TimeUnit.MILLISECONDS.toNanos(millis);
        next = System.nanoTime();
    }

    /** Returns when the next event is due: at once, where there is no interval. */
    public void await() {
        if (interval > 0) {
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            next += interval;
        }
    }
}
