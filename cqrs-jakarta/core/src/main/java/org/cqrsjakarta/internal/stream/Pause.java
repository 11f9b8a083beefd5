package org.cqrsjakarta.internal.stream;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.cqrsjakarta.spi.Time;

/** The time between two attempts at a primary. Ends early when the consumer leaves. */
final class Pause implements Stage {

    private final CountDownLatch over = new CountDownLatch(1);

    /** Waits for the time to pass. */
    void await(Time time, Duration duration) throws InterruptedException {
        if (duration.isZero()) {
            return;
        }
        Time.Alarm alarm = time.schedule(duration, over::countDown);
        try {
            over.await();
        } finally {
            alarm.cancel();
        }
    }

    void end() {
        over.countDown();
    }
}
