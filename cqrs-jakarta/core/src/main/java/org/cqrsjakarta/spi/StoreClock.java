package org.cqrsjakarta.spi;

import java.time.Duration;

/** The clock of a store in memory, which counts like its ledger: microseconds. It may be turned back. */
final class StoreClock {

    private static final int NANOS = 1_000;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Clocks begin anywhere, and may be turned back. */
    private static final long BEGIN_MICROS = 1L << 50;

    private final Time time;
    private final long beginNanos;

    StoreClock(Time time) {
        this.time = time;
        beginNanos = time.nanos();
    }

    long micros() {
        return BEGIN_MICROS + (time.nanos() - beginNanos) / NANOS;
    }

    /** No more than 100 years. */
    static long micros(Duration duration) {
        return (duration.compareTo(LONGEST) < 0 ? duration : LONGEST).toNanos() / NANOS;
    }
}
