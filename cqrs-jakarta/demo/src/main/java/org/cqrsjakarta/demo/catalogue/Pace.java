package org.cqrsjakarta.demo.catalogue;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets rows pass at a rate, so that one sees them come. For one thread. */
final class Pace {

    /** What a pace that was held up, by a slow client for instance, may make good at once. */
    private static final long CATCH_UP = TimeUnit.MILLISECONDS.toNanos(100);

    /** Waits. */
    @FunctionalInterface
    interface Sleeper {

        /** Returns after so many nanoseconds, which may be none. */
        void sleep(long nanos) throws InterruptedException;
    }

    private final long interval;
    private final LongSupplier clock;
    private final Sleeper sleeper;
    private long free;
    private long due;

    /**
     * Begins now.
     *
     * @param rate    rows per second; 0: as fast as possible
     * @param free    how many rows pass before the pace begins, for nobody will see them
     * @param clock   nanoseconds
     * @param sleeper how to wait
     */
    Pace(double rate, long free, LongSupplier clock, Sleeper sleeper) {
        this.interval = rate == 0 ? 0 : (long) (TimeUnit.SECONDS.toNanos(1) / rate);
        this.free = free;
        this.clock = clock;
        this.sleeper = sleeper;
        this.due = clock.getAsLong();
    }

    /** The same by the machine's clock. */
    static Pace of(double rate, long free) {
        return new Pace(rate, free, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    /** Returns when the next row is due. */
    void await() throws InterruptedException {
        if (interval == 0 || free > 0) {
            free--;
            return;
        }
        sleeper.sleep(due - clock.getAsLong());
        due = Math.max(due, clock.getAsLong() - CATCH_UP) + interval;
    }
}
