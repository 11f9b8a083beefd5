package org.cqrsjakarta.internal.stream;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.cqrsjakarta.spi.Time;

/** The time between two attempts at a primary. Ends early when the consumer leaves. */
final class Pause implements Stage {

    private final CountDownLatch over = new CountDownLatch(1);

    /**
     * Waits for the time to pass.
     *
     * @return {@code false} if this thread was interrupted, before or meanwhile, which it still is
     */
    boolean await(Time time, Duration duration) {
        if (Thread.currentThread().isInterrupted()) {
            return false;
        }
        if (duration.isZero()) {
            return true;
        }
        Time.Alarm alarm = time.schedule(duration, over::countDown);
        try {
            over.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            alarm.cancel();
        }
    }

    void end() {
        over.countDown();
    }
}
