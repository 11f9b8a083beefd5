package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.stream.EngineHarness.step;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.source.Limits;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.source.Opened.Emission;
import org.cqrsjakarta.internal.telemetry.LogLines;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How an emitting handler hears that nobody wants its items, and has its end attended to. */
@ResourceLock("the library's log")
class TerminationTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Limits ONE_SECOND = new Limits(SECOND, Duration.ZERO, Duration.ZERO);

    private final EngineHarness harness = new EngineHarness();
    private final List<String> order = new CopyOnWriteArrayList<>();

    private Step<Integer> primary(Emission<Integer> emission, RetryRule retry, Limits limits) {
        HandlerSource<Integer> handlers = () -> new HandlerInstance<>() {
            @Override
            public Opened<Integer> open(Object request, Switchover<Integer> switchover) {
                return new Opened.Emitted<>(emission);
            }

            @Override
            public void release() {
                order.add("released");
            }
        };
        Guards guards = Guards.of("Primary", Circuit.NONE, Bulkhead.NONE, retry, limits);
        return new Step<>("Primary", getClass(), Shape.EMITTED, handlers, guards, null);
    }

    private StreamRun<Integer> run(Emission<Integer> emission) {
        return run(List.of(primary(emission, RetryRule.NONE, Limits.NONE)));
    }

    private StreamRun<Integer> run(List<Step<Integer>> steps) {
        return harness.engine.prepare(
                new Chain<>(steps), "a request", StreamContext.ENCLOSING, SwitchoverListener.NONE);
    }

    private Step<Integer> fallback() {
        Opened<Integer> last = new Opened.Emitted<>(emitter -> {
            order.add("fallback");
            emitter.emit(100);
        });
        return step("Last", EngineHarness.opening(last), Circuit.NONE, takeover(Continuation.RESTART, 1), Kind.EMITTED);
    }

    @ParameterizedTest
    @EnumSource(Consumption.class)
    void theThreadOfHandleRunsItWhenThatHasReturned(Consumption consumption) throws InterruptedException {
        AtomicReference<Thread> ran = new AtomicReference<>();
        AtomicReference<Thread> terminated = new AtomicReference<>();
        StreamRun<Integer> run = run(emitter -> {
            ran.set(Thread.currentThread());
            emitter.onTermination(() -> {
                terminated.set(Thread.currentThread());
                order.add("terminated");
            });
            emitter.emit(1);
            order.add("returned");
        });
        assertThat(consumption.drain(run)).containsExactly(1);
        harness.awaitThreads();
        assertThat(order).containsExactly("returned", "terminated", "released");
        assertThat(terminated.get()).isSameAs(ran.get());
    }

    @ParameterizedTest
    @EnumSource(Consumption.class)
    void aFailureRunsItBeforeTheFallbackBegins(Consumption consumption) {
        StreamRun<Integer> run = run(List.of(
                primary(
                        emitter -> {
                            emitter.onTermination(() -> order.add("terminated"));
                            emitter.emit(1);
                            throw new IOException("cut");
                        },
                        RetryRule.NONE,
                        Limits.NONE),
                fallback()));
        assertThat(consumption.drain(run)).containsExactly(1, 100);
        assertThat(order).containsExactly("terminated", "released", "fallback");
    }

    @Test
    void eachAttemptHasAnEndOfItsOwn() {
        RetryRule twice =
                new RetryRule(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(Exception.class), List.of());
        StreamRun<Integer> run = run(List.of(primary(
                emitter -> {
                    emitter.onTermination(() -> order.add("terminated"));
                    throw new IOException("cut");
                },
                twice,
                Limits.NONE)));
        assertThat(catchThrowable(run::next)).hasMessage("cut");
        assertThat(order).containsExactly("terminated", "released", "terminated", "released");
    }

    @RepeatedTest(20)
    void aConsumerThatLeavesRunsIt() throws InterruptedException {
        StreamRun<Integer> run = run(emitter -> {
            emitter.onTermination(() -> order.add("terminated"));
            for (int i = 0; ; i++) {
                emitter.emit(i);
            }
        });
        assertThat(run.next()).isZero();
        run.close();
        harness.awaitThreads();
        assertThat(order).containsExactly("terminated", "released");
    }

    @Test
    void whatDoesNotComeOutHasItRunBesideItAndComesOutByThat() throws InterruptedException {
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch connection = new CountDownLatch(1);
        StreamRun<Integer> run = run(List.of(
                primary(
                        emitter -> {
                            emitter.onTermination(connection::countDown);
                            stalled.countDown();
                            boolean waits = true;
                            while (waits) {
                                // As a read does that hears of no interrupt.
                                waits = catchThrowable(connection::await) != null;
                            }
                            order.add("cancelled " + emitter.isCancelled());
                        },
                        RetryRule.NONE,
                        ONE_SECOND),
                fallback()));
        Thread consumer = Thread.ofVirtual().start(() -> assertThat(run.next()).isEqualTo(100));
        stalled.await();
        harness.time.advance(SECOND);
        harness.losePatience();
        consumer.join();
        harness.awaitThreads();
        assertThat(order).contains("cancelled true", "released");
    }

    @Test
    void allOfThemAreRunInTheirOrderAndWhatTheyThrowIsLogged() {
        try (LogLines log = LogLines.begin()) {
            List<Integer> items = Consumption.PUSH.drain(run(emitter -> {
                emitter.onTermination(() -> {
                    order.add("first");
                    throw new IllegalStateException("of the first");
                });
                emitter.onTermination(() -> {
                    order.add("second");
                    throw new IllegalStateException("of the second");
                });
                emitter.onTermination(() -> order.add("third"));
                emitter.emit(1);
            }));
            assertThat(items).containsExactly(1);
            assertThat(order).containsExactly("first", "second", "third", "released");
            assertThat(log.with("CQRS00250")).hasSize(1);
        }
    }

    @Test
    void afterTheEndItIsRunAtOnce() {
        AtomicReference<Emitter<Integer>> kept = new AtomicReference<>();
        Consumption.PUSH.drain(run(kept::set));
        order.clear();
        kept.get().onTermination(() -> order.add("on " + Thread.currentThread().getName()));
        assertThat(order).containsExactly("on " + Thread.currentThread().getName());
        try (LogLines log = LogLines.begin()) {
            kept.get().onTermination(() -> {
                throw new IllegalStateException("late");
            });
            assertThat(log.with("CQRS00250")).hasSize(1);
        }
    }

    @Test
    void nothingIsNoAction() {
        run(emitter -> assertThatNullPointerException()
                        .isThrownBy(() -> emitter.onTermination(null))
                        .withMessage("action"))
                .forEachRemaining(item -> {});
    }

    @Test
    void whoPollsHearsThatItsConsumerHasLeft() throws InterruptedException {
        CountDownLatch polling = new CountDownLatch(1);
        StreamRun<Integer> run = run(emitter -> {
            emitter.emit(1);
            assertThat(emitter.isCancelled()).isFalse();
            polling.countDown();
            while (!emitter.isCancelled()) {
                Thread.onSpinWait();
            }
            order.add("stopped");
        });
        Thread consumer = Thread.ofPlatform().start(() -> catchThrowable(() -> run.forEachRemaining(item -> {})));
        polling.await();
        run.close();
        consumer.join();
        assertThat(order).containsExactly("stopped", "released");
    }

    @Test
    void itIsCancelledWhenItsConsumerHasFailedAndWhenHandleHasReturned() {
        AtomicReference<Emitter<Integer>> kept = new AtomicReference<>();
        StreamRun<Integer> run = run(emitter -> {
            kept.set(emitter);
            order.add("cancelled " + emitter.isCancelled());
            assertThat(catchThrowable(() -> emitter.emit(1))).isInstanceOf(CancellationException.class);
            order.add("cancelled " + emitter.isCancelled());
        });
        assertThat(catchThrowable(() -> run.forEachRemaining(item -> {
                    throw new IllegalArgumentException("the consumer's own");
                })))
                .isInstanceOf(IllegalArgumentException.class);
        run.close();
        assertThat(order).startsWith("cancelled false", "cancelled true");
        Consumption.PUSH.drain(run(kept::set));
        assertThat(kept.get().isCancelled()).isTrue();
    }
}
