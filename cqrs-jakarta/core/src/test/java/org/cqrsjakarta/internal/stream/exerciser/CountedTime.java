package org.cqrsjakarta.internal.stream.exerciser;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.spi.Time;

/** A clock that counts the alarms that are set. */
final class CountedTime implements Time {

    private final Time time;
    private final AtomicInteger waiting = new AtomicInteger();

    CountedTime(Time time) {
        this.time = time;
    }

    int waiting() {
        return waiting.get();
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public Alarm schedule(Duration delay, Runnable task) {
        AtomicBoolean over = new AtomicBoolean();
        Alarm alarm = time.schedule(delay, () -> {
            end(over);
            task.run();
        });
        // Afterwards: where there is no room on the stack, none is set.
        waiting.incrementAndGet();
        return () -> {
            end(over);
            alarm.cancel();
        };
    }

    private void end(AtomicBoolean over) {
        if (over.compareAndSet(false, true)) {
            waiting.decrementAndGet();
        }
    }
}
