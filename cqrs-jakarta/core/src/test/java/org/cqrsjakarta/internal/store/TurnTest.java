package org.cqrsjakarta.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

class TurnTest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ManualTime time = new ManualTime();
    private final Deque<Runnable> begun = new ArrayDeque<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger overdue = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();

    private final StoreCalls calls = new StoreCalls() {
        @Override
        public <T> T within(Callable<T> call, Consumer<T> late) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Runnable later(Runnable task) {
            begun.add(task);
            return interrupted::incrementAndGet;
        }
    };

    /** A store whose hints come after each write answers the node's own exchange by one. */
    @Test
    void hintsAreSpaced() {
        Turn turn = new Turn(done::incrementAndGet, overdue::incrementAndGet, calls, time, PATIENCE);
        for (int hint = 0; hint < 1_000; hint++) {
            turn.soon();
            while (!begun.isEmpty()) {
                begun.remove().run();
            }
            time.advance(Duration.ofNanos(100_000));
        }

        // 100 ms have passed.
        assertThat(done).hasValueBetween(4, 6);
    }

    @Test
    void whatIsAskedForMeanwhileIsDoneOnceMore() {
        Turn turn = new Turn(done::incrementAndGet, overdue::incrementAndGet, calls, time, PATIENCE);
        turn.soon();
        turn.soon();
        turn.soon();
        begun.remove().run();
        time.advance(Turn.SPACING);
        begun.remove().run();
        time.advance(PATIENCE);

        assertThat(done).hasValue(2);
        assertThat(begun).isEmpty();
    }

    /** A driver that does not heed its interrupt, on a row that is locked. */
    @Test
    void whatHangsIsSaidAndTakesTwoThreadsAtTheMost() throws Exception {
        CountDownLatch unlocked = new CountDownLatch(1);
        Semaphore within = new Semaphore(0);
        Runnable hangs = () -> {
            within.release();
            await(unlocked);
        };
        Turn turn = new Turn(hangs, overdue::incrementAndGet, calls, time, PATIENCE);
        List<Thread> threads = new ArrayList<>();
        for (int poll = 0; poll < 20; poll++) {
            turn.soon();
            while (!begun.isEmpty()) {
                threads.add(Thread.ofPlatform().daemon().start(begun.remove()));
                within.acquire();
            }
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(threads).hasSize(2);
        assertThat(overdue).hasValue(2);
        assertThat(interrupted).hasValue(2);

        unlocked.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        turn.soon();
        assertThat(begun).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("Nobody interrupts it: interrupts are counted here", e);
        }
    }
}
