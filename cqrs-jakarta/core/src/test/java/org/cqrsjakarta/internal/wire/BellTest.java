package org.cqrsjakarta.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BellTest {

    private final ManualTime time = new ManualTime();

    /** A thread that waits on a bell of its own, until it is really waiting. */
    private static Thread waiting(CompletableFuture<Bell> its, Runnable afterwards) {
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            Bell bell = new Bell();
            its.complete(bell);
            bell.await();
            afterwards.run();
        });
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void whatIsRungBeforeIsNotLostAndTwiceIsOnce() throws InterruptedException {
        Bell bell = new Bell();
        bell.ring();
        bell.ring();
        bell.await();
        CompletableFuture<Bell> its = new CompletableFuture<>();
        Thread thread = waiting(its, () -> {});
        its.join().ring();
        thread.join();
    }

    @Test
    void wakesNoEarlierThanItRings() throws InterruptedException {
        CompletableFuture<Bell> its = new CompletableFuture<>();
        Thread thread = waiting(its, () -> {});
        LockSupport.unpark(thread);
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(thread.isAlive()).as("woken for nothing").isTrue();
        its.join().ring();
        thread.join();
    }

    @Test
    void anInterruptEndsTheWaitAndStays() throws InterruptedException {
        CompletableFuture<Boolean> wasInterrupted = new CompletableFuture<>();
        Thread thread = waiting(
                new CompletableFuture<>(),
                () -> wasInterrupted.complete(Thread.currentThread().isInterrupted()));
        thread.interrupt();
        thread.join();
        assertThat(wasInterrupted.join()).isTrue();
    }

    @Test
    void waitsForSoLongAtTheMostAndLeavesNoAlarm() throws InterruptedException {
        Thread thread = Thread.ofPlatform().daemon().start(() -> new Bell().await(time, Duration.ofSeconds(2)));
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        time.advance(Duration.ofMillis(1999));
        assertThat(thread.getState()).isEqualTo(Thread.State.WAITING);
        time.advance(Duration.ofMillis(1));
        thread.join();
        Bell rung = new Bell();
        rung.ring();
        rung.await(time, Duration.ofSeconds(2));
        time.advance(Duration.ofSeconds(3));
        Thread.currentThread().interrupt();
        rung.await();
        assertThat(Thread.interrupted())
                .as("an alarm that was left would have ended this wait before the interrupt")
                .isTrue();
    }
}
