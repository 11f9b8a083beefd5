package org.cqrsjakarta.internal.inspector;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.cqrsjakarta.spi.Time;

/** The clock of streams in microseconds since 1970, never going back: the wall's was read once. */
final class WallTime {

    private static final long NANOS_PER_MICRO = 1000;

    private final Time time;
    private final long originNanos;
    private final long originMicros;

    WallTime(Time time, InstantSource wall) {
        this.time = time;
        this.originNanos = time.nanos();
        this.originMicros = ChronoUnit.MICROS.between(Instant.EPOCH, wall.instant());
    }

    long micros() {
        return micros(time.nanos());
    }

    /** What is this moment of the clock of streams? */
    long micros(long nanos) {
        return originMicros + Math.floorDiv(nanos - originNanos, NANOS_PER_MICRO);
    }
}
