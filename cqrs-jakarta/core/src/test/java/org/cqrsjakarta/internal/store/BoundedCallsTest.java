package org.cqrsjakarta.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedCallsTest {

    @Test
    void anAnswerInTimeIsTheAnswer() throws Exception {
        try (BoundedCalls calls = new BoundedCalls(Duration.ofSeconds(30))) {
            assertThat(calls.<String>within(() -> "here", late -> {})).isEqualTo("here");
        }
    }

    @Test
    void aFailureIsTold() {
        try (BoundedCalls calls = new BoundedCalls(Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> calls.within(
                            () -> {
                                throw new IllegalStateException("read only");
                            },
                            late -> {}))
                    .isInstanceOf(StoreAwayException.class)
                    .hasMessageContaining("read only");
        }
    }

    @Test
    void whatComesTooLateIsGivenToWhoSeesToIt() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (BoundedCalls calls = new BoundedCalls(Duration.ofMillis(1))) {
            assertThatThrownBy(() -> calls.within(
                            () -> {
                                answers.await();
                                return "late";
                            },
                            seen::complete))
                    .isInstanceOf(StoreAwayException.class)
                    .hasMessageContaining("PT0.001S");
            answers.countDown();
            assertThat(seen.get(30, TimeUnit.SECONDS)).isEqualTo("late");
        }
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotAskedWhenItsTurnComes() throws Exception {
        int threads = 8;
        CountDownLatch busy = new CountDownLatch(threads);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        try (BoundedCalls calls = new BoundedCalls(Duration.ofMillis(1))) {
            for (int i = 0; i < threads; i++) {
                var unused = calls.later(() -> {
                    busy.countDown();
                    join(goOn);
                });
            }
            busy.await();
            assertThatThrownBy(() -> calls.within(asked::incrementAndGet, late -> asked.incrementAndGet()))
                    .isInstanceOf(StoreAwayException.class);
            CompletableFuture<String> next = calls.begin(() -> "next");
            goOn.countDown();
            assertThat(next.get(30, TimeUnit.SECONDS)).isEqualTo("next");
        }
        assertThat(asked).hasValue(0);
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theEndInterruptsWhatWaits() throws Exception {
        CompletableFuture<Thread> begun = new CompletableFuture<>();
        BoundedCalls calls = new BoundedCalls(Duration.ofMillis(1));
        var unused = calls.later(() -> {
            begun.complete(Thread.currentThread());
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // As it should be.
            }
        });
        Thread thread = begun.get(30, TimeUnit.SECONDS);

        calls.close();

        thread.join(30_000);
        assertThat(thread.isAlive()).isFalse();
        assertThatThrownBy(() -> calls.within(() -> "never", late -> {})).isInstanceOf(StoreAwayException.class);
    }
}
