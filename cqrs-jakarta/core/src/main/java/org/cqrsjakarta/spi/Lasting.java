package org.cqrsjakarta.spi;

import java.time.Duration;

/**
 * How long something lasts, by a clock that may be set back.
 *
 * @param untilMicros when it is over
 * @param micros      how long it was to last; never longer from now on
 */
record Lasting(long untilMicros, long micros) {

    static Lasting from(long nowMicros, Duration duration) {
        long micros = StoreClock.micros(duration);
        return new Lasting(nowMicros + micros, micros);
    }

    Lasting asOf(long nowMicros) {
        return untilMicros - nowMicros > micros ? new Lasting(nowMicros + micros, micros) : this;
    }

    boolean isOver(long nowMicros) {
        return nowMicros >= untilMicros;
    }
}
