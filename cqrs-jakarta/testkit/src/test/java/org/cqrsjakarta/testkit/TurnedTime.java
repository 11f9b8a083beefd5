package org.cqrsjakarta.testkit;

import java.time.Duration;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.Time;

/** A clock that is turned by hand, also back. */
final class TurnedTime implements Time {

    private final ManualTime time = new ManualTime();
    private Duration back = Duration.ZERO;

    void pass(Duration duration) {
        time.advance(duration);
    }

    void setBack(Duration duration) {
        back = back.plus(duration);
    }

    @Override
    public long nanos() {
        return time.nanos() - back.toNanos();
    }

    @Override
    public Alarm schedule(Duration delay, Runnable task) {
        return time.schedule(delay, task);
    }
}
