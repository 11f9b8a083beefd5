package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.stream.EngineHarness.opening;
import static org.cqrsjakarta.internal.stream.EngineHarness.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.deployment.Warnings;
import org.cqrsjakarta.internal.time.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of an application, over streams that let themselves be closed and others that do not. */
@Timeout(60)
class StopTest {

    private final EngineHarness harness = new EngineHarness();
    private final List<String> started = new ArrayList<>();

    private Thread start(String name, Runnable task) {
        started.add(name);
        return Threads.VIRTUAL.start(name, task);
    }

    private void stop() {
        harness.engine.open().closeAll(this::start, harness.time);
    }

    /** A stream that was begun, and does this when its handler is closed. */
    private StreamRun<Integer> begun(String handler, StreamContext context, Runnable onClose) {
        Stream<Integer> items = Stream.iterate(0, item -> item + 1).onClose(onClose);
        StreamRun<Integer> run = harness.engine.prepare(
                new Chain<>(List.of(step(handler, opening(items), Circuit.NONE, null))),
                "a request",
                context,
                SwitchoverListener.NONE);
        assertThat(run.next()).isZero();
        return run;
    }

    private StreamRun<Integer> begun(String handler, Runnable onClose) {
        return begun(handler, StreamContext.ENCLOSING, onClose);
    }

    private static Runnable awaiting(CountDownLatch latch) {
        return () -> {
            boolean waits = true;
            while (waits) {
                try {
                    latch.await();
                    waits = false;
                } catch (InterruptedException e) {
                    // A handler that hears of nothing.
                }
            }
        };
    }

    private Thread stopping() {
        return Thread.ofVirtual().start(this::stop);
    }

    /** Its clock stands still: it would wait for ever. */
    @Test
    void nobodyWaitsWhereTheLastStreamHasJustEnded() {
        new Stop(this::start, harness.time).close(List.of());
        assertThat(started).isEmpty();
    }

    @Test
    void handlersAreClosedSideBySide() {
        CyclicBarrier all = new CyclicBarrier(200);
        for (int i = 0; i < 200; i++) {
            begun("Live", () -> {
                try {
                    all.await();
                } catch (InterruptedException | BrokenBarrierException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        try (Warnings warnings = new Warnings()) {
            stop();
            assertThat(warnings.seen()).isEmpty();
        }
        assertThat(harness.engine.open()).hasToString("0 open");
        assertThat(harness.time.waiting()).as("alarms").isZero();
    }

    @Test
    void thoseThatHangAreNamedAndTheStopGoesOn() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 12; i++) {
            begun("Stuck", awaiting(never));
        }
        try (Warnings warnings = new Warnings()) {
            Thread stopping = stopping();
            harness.time.awaitWaiting(1);
            harness.time.advance(Stop.PATIENCE.minusMillis(1));
            assertThat(stopping.isAlive()).isTrue();
            harness.time.advance(Duration.ofMillis(1));
            stopping.join();
            assertThat(warnings.seen())
                    .singleElement()
                    .satisfies(warning -> assertThat(warning)
                            .contains("CQRS00255", "12 stream(s)", "s1 of 'Stuck'", " and 2 more")
                            .satisfies(text ->
                                    assertThat(text.split(" of 'Stuck'", -1)).hasSize(11)));
        }
        never.countDown();
    }

    @Test
    void oneThatHangsDoesNotKeepTheOthersFromTheirEnd() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(3);
        begun("Stuck", awaiting(never));
        for (int i = 0; i < 3; i++) {
            begun("Live", closed::countDown);
        }
        Thread stopping = stopping();
        closed.await();
        harness.time.awaitWaiting(1);
        harness.time.advance(Stop.PATIENCE);
        stopping.join();
        never.countDown();
    }

    @Test
    void whatCannotBeClosedIsLoggedAndTheRestIsClosed() {
        StreamContext failing = new StreamContext() {
            @Override
            public <T> T call(Supplier<T> section) {
                return section.get();
            }

            @Override
            public StreamContext another() {
                return this;
            }

            @Override
            public void end() {
                throw new AssertionError("the container is gone");
            }
        };
        List<String> closed = new ArrayList<>();
        begun("Failing", failing, () -> {});
        begun("Live", () -> closed.add("live"));
        try (Warnings warnings = new Warnings()) {
            stop();
            assertThat(warnings.seen())
                    .singleElement()
                    .satisfies(warning -> assertThat(warning).contains("CQRS00250", "s1", "'Failing'"));
        }
        assertThat(closed).containsExactly("live");
    }

    @Test
    void whoeverStopsWhileItIsInterruptedWaitsAllTheSameAndKnowsAfterwards() {
        List<String> closed = new ArrayList<>();
        begun("Live", () -> closed.add("live"));
        Thread.currentThread().interrupt();
        stop();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(closed).containsExactly("live");
    }

    @Test
    void whereNothingIsOpenNothingIsStarted() {
        stop();
        assertThat(started).isEmpty();
        assertThat(harness.time.waiting()).isZero();
    }
}
