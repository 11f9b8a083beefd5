package org.cqrsjakarta.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SystemTimeTest {

    private static final InheritableThreadLocal<String> CALLER = new InheritableThreadLocal<>();

    /** Some seconds of work. */
    private static final long SPINS = 100_000_000;

    private record Seen(String caller, ClassLoader loader, boolean virtual) {}

    private static Seen seen() {
        return new Seen(
                CALLER.get(),
                Thread.currentThread().getContextClassLoader(),
                Thread.currentThread().isVirtual());
    }

    @Test
    void tasksBelongToTheApplicationAndNotToWhoeverSetTheAlarm() throws Exception {
        ClassLoader applications = Thread.currentThread().getContextClassLoader();
        try (SystemTime time = new SystemTime()) {
            CompletableFuture<Seen> seen = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                CALLER.set("alice");
                time.schedule(Duration.ZERO, () -> seen.complete(seen()));
            });
            caller.setContextClassLoader(null);
            caller.start();
            assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(new Seen(null, applications, false));
        }
    }

    @Test
    void aTaskThatFailsKeepsNoOtherFromRunning() throws Exception {
        try (SystemTime time = new SystemTime()) {
            CompletableFuture<Void> second = new CompletableFuture<>();
            time.schedule(Duration.ZERO, () -> {
                throw new IllegalStateException("first");
            });
            time.schedule(Duration.ZERO, () -> second.complete(null));
            assertThat(second.get(20, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    void ringsWhileEveryCarrierIsHeld() throws Exception {
        int carriers = Runtime.getRuntime().availableProcessors();
        CountDownLatch holding = new CountDownLatch(carriers);
        AtomicBoolean rung = new AtomicBoolean();
        AtomicInteger heldToTheEnd = new AtomicInteger();
        List<Thread> holders = new ArrayList<>();
        try (SystemTime time = new SystemTime()) {
            for (int i = 0; i < carriers; i++) {
                holders.add(Thread.ofVirtual().start(() -> {
                    holding.countDown();
                    long spins = 0;
                    while (!rung.get() && ++spins < SPINS) {
                        Thread.onSpinWait();
                    }
                    if (spins == SPINS) {
                        heldToTheEnd.incrementAndGet();
                    }
                }));
            }
            holding.await();
            time.schedule(Duration.ofMillis(1), () -> rung.set(true));
            for (Thread holder : holders) {
                holder.join();
            }
        }
        assertThat(heldToTheEnd).hasValue(0);
    }

    @Test
    void ringsWhileManyTasksWait() throws Exception {
        int many = 50;
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(many);
        try (SystemTime time = new SystemTime()) {
            for (int i = 0; i < many; i++) {
                time.schedule(Duration.ZERO, () -> {
                    waiting.countDown();
                    awaitQuietly(mayEnd);
                });
            }
            assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            mayEnd.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void takesDelaysBeyondItsReachAndAlarmsAfterItsEnd() {
        SystemTime time = new SystemTime();
        time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> {}).cancel();
        time.close();
        time.schedule(Duration.ZERO, () -> {}).cancel();
    }
}
