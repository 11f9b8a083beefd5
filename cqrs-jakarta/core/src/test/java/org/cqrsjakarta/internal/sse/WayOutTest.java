package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.sse.DeliveryHarness.until;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

/** A thread on its way out of a server that would wait for a client that is given up. */
class WayOutTest {

    private final ManualTime time = new ManualTime();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CompletableFuture<Boolean> interruptedAfter = new CompletableFuture<>();

    private Thread leave(Runnable server) throws InterruptedException {
        Thread leaving = Thread.ofVirtual().start(() -> {
            WayOut way = new WayOut(time);
            way.begin();
            begun.countDown();
            server.run();
            way.end();
            interruptedAfter.complete(Thread.currentThread().isInterrupted());
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        return leaving;
    }

    /** Whether the wait was ended by an interrupt. */
    private static boolean waitForClient() {
        try {
            return new CountDownLatch(1).await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Test
    void isInterruptedWhereverItWaitsUntilItIsOut() throws Exception {
        CompletableFuture<Boolean> broken = new CompletableFuture<>();
        Thread leaving = leave(() -> broken.complete(waitForClient() && waitForClient() && waitForClient()));
        until(
                () -> {
                    // It is not looked for forever, so no look is wasted.
                    if (leaving.getState() == Thread.State.TIMED_WAITING) {
                        time.advance(WayOut.PAUSE);
                    }
                    return interruptedAfter.isDone();
                },
                () -> "the thread is out");
        assertThat(broken).isCompletedWithValue(true);
        assertThat(interruptedAfter).isCompletedWithValue(false);
        assertThat(time.waiting()).as("no further alarm").isZero();
    }

    @Test
    void isLeftAloneWhereItDoesNotWaitAndInTheEndAtAll() throws Exception {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        leave(() -> {
            while (!done.isDone()) {
                Thread.onSpinWait();
            }
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        for (int i = 0; i <= WayOut.LAST_LOOK; i++) {
            assertThat(time.waiting()).isEqualTo(1);
            time.advance(WayOut.PAUSE);
        }
        assertThat(time.waiting()).as("no further alarm").isZero();
        done.complete(true);
        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isFalse();
    }
}
