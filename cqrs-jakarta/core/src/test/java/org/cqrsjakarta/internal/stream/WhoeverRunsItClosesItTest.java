package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.awaitDeaf;
import static org.cqrsjakarta.internal.stream.EngineHarness.opening;
import static org.cqrsjakarta.internal.stream.EngineHarness.step;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Causes;
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
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A handler is closed by the thread that runs it, its place is free when that is out, and nothing can skip either. */
class WhoeverRunsItClosesItTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Limits ONE_SECOND = new Limits(SECOND, Duration.ZERO, Duration.ZERO);

    private final EngineHarness harness = new EngineHarness();
    private final Bulkhead bulkhead = new Bulkhead(1);
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();

    private Step<Integer> primary(Opened<Integer> opened, Shape shape, RetryRule retry, Limits limits) {
        HandlerSource<Integer> handlers = () -> {
            created.incrementAndGet();
            return new HandlerInstance<>() {
                @Override
                public Opened<Integer> open(Object request, Switchover<Integer> switchover) {
                    return opened;
                }

                @Override
                public void release() {
                    released.incrementAndGet();
                }
            };
        };
        Guards guards = Guards.of("Primary", Circuit.NONE, bulkhead, retry, limits);
        return new Step<>("Primary", getClass(), shape, handlers, guards, null);
    }

    private static Step<Integer> fallback(Runnable atFirstItem) {
        return step(
                "Last",
                opening(Stream.of(100).peek(item -> atFirstItem.run())),
                Circuit.NONE,
                takeover(Continuation.RESTART, 1));
    }

    private StreamRun<Integer> run(List<Step<Integer>> steps) {
        return harness.engine.prepare(
                new Chain<>(steps), "a request", StreamContext.ENCLOSING, SwitchoverListener.NONE);
    }

    private boolean isPlaceFree() {
        boolean free = bulkhead.enter();
        if (free) {
            bulkhead.leave();
        }
        return free;
    }

    @Test
    void aSubscriptionThatCannotBeCancelledCostsNothing() {
        Flow.Publisher<Integer> stubborn = subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long items) {
                subscriber.onNext(1);
            }

            @Override
            public void cancel() {
                throw new IllegalStateException("cannot be cancelled");
            }
        });
        StreamRun<Integer> run =
                run(List.of(primary(new Opened.Published<>(stubborn), Shape.PUBLISHED, RetryRule.NONE, Limits.NONE)));
        assertThat(run.next()).isEqualTo(1);
        run.close();
        assertThat(released).hasValue(1);
        assertThat(isPlaceFree()).isTrue();
    }

    /** It hears of its interrupt, as code that waits does. */
    @RepeatedTest(50)
    void aSourceThatIsTooSlowIsClosedOnItsOwnThreadBeforeTheFallbackBegins() throws InterruptedException {
        CountDownLatch stalled = new CountDownLatch(1);
        AtomicReference<Thread> ran = new AtomicReference<>();
        AtomicReference<Thread> closed = new AtomicReference<>();
        AtomicInteger within = new AtomicInteger();
        List<String> order = new ArrayList<>();
        Stream<Integer> slow = Stream.<Integer>generate(() -> {
                    within.incrementAndGet();
                    ran.set(Thread.currentThread());
                    stalled.countDown();
                    catchThrowable(() -> new CountDownLatch(1).await());
                    within.decrementAndGet();
                    return 1;
                })
                .onClose(() -> {
                    closed.set(Thread.currentThread());
                    order.add("closed, " + within + " within");
                });
        StreamRun<Integer> run = run(List.of(
                primary(new Opened.Pulled<>(slow), Shape.PULLED, RetryRule.NONE, ONE_SECOND),
                fallback(() -> order.add("fallback, " + released + " released, place free: " + isPlaceFree()))));
        Thread consumer = Thread.ofVirtual().start(() -> run.forEachRemaining(item -> {}));
        stalled.await();
        harness.time.advance(SECOND);
        consumer.join();
        assertThat(order).containsExactly("closed, 0 within", "fallback, 1 released, place free: true");
        assertThat(closed.get()).isSameAs(ran.get());
    }

    @Test
    void aSourceThatDoesNotComeOutKeepsItsPlaceAndItsInstanceAndIsClosedBesideItsStream() throws InterruptedException {
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch closedBeside = new CountDownLatch(1);
        Stream<Integer> deaf = Stream.<Integer>generate(() -> {
                    stalled.countDown();
                    boolean waits = true;
                    while (waits) {
                        waits = catchThrowable(goOn::await) != null;
                    }
                    return 1;
                })
                .onClose(closedBeside::countDown);
        StreamRun<Integer> run = run(List.of(
                primary(new Opened.Pulled<>(deaf), Shape.PULLED, RetryRule.NONE, ONE_SECOND), fallback(() -> {})));
        Thread consumer = Thread.ofVirtual().start(() -> run.forEachRemaining(item -> {}));
        stalled.await();
        harness.time.advance(SECOND);
        harness.losePatience();
        consumer.join();
        closedBeside.await();
        assertThat(isPlaceFree()).as("while it runs").isFalse();
        assertThat(released).hasValue(0);
        goOn.countDown();
        harness.awaitThreads();
        assertThat(isPlaceFree()).isTrue();
        assertThat(released).hasValue(1);
    }

    /** It comes out while what it has opened is still being closed, by somebody else. */
    @Test
    void aSourceThatComesOutWhileItIsClosedBesideItsStreamKeepsItsInstanceUntilThatIsOver()
            throws InterruptedException {
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch mayClose = new CountDownLatch(1);
        AtomicReference<Thread> ran = new AtomicReference<>();
        AtomicInteger releasedWhenClosed = new AtomicInteger();
        Stream<Integer> deaf = Stream.<Integer>generate(() -> {
                    ran.set(Thread.currentThread());
                    stalled.countDown();
                    awaitDeaf(goOn);
                    return 1;
                })
                .onClose(() -> {
                    closing.countDown();
                    awaitDeaf(mayClose);
                    releasedWhenClosed.set(released.get());
                });
        StreamRun<Integer> run = run(List.of(
                primary(new Opened.Pulled<>(deaf), Shape.PULLED, RetryRule.NONE, ONE_SECOND), fallback(() -> {})));
        Thread consumer = Thread.ofVirtual().start(() -> run.forEachRemaining(item -> {}));
        stalled.await();
        harness.time.advance(SECOND);
        harness.losePatience();
        consumer.join();
        closing.await();
        goOn.countDown();
        ran.get().join();
        assertThat(isPlaceFree()).as("while it is closed").isFalse();
        assertThat(released).hasValue(0);
        mayClose.countDown();
        harness.awaitThreads();
        assertThat(isPlaceFree()).isTrue();
        assertThat(released).hasValue(1);
        assertThat(releasedWhenClosed).hasValue(0);
    }

    @RepeatedTest(50)
    void aRetryIsNotRefusedByThePlaceOfItsEarlierAttempt() {
        RetryRule often =
                new RetryRule(3, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(Exception.class), List.of());
        Opened<Integer> failing = new Opened.Emitted<>(emitter -> {
            throw new IOException("again");
        });
        StreamRun<Integer> run = run(List.of(primary(failing, Shape.EMITTED, often, ONE_SECOND), fallback(() -> {})));
        assertThat(run.next()).isEqualTo(100);
        assertThat(created).as("attempts").hasValue(4);
        assertThat(released).hasValue(4);
    }

    /** A handler that asks for what it serves itself, until there is no stack left. */
    @Test
    void anExhaustedStackCostsNothing() {
        Bulkhead many = new Bulkhead(1_000_000);
        AtomicReference<Step<Integer>> again = new AtomicReference<>();
        HandlerSource<Integer> handlers = () -> {
            created.incrementAndGet();
            return new HandlerInstance<>() {
                @Override
                public Opened<Integer> open(Object request, Switchover<Integer> switchover) {
                    try (Stream<Integer> same = PulledStream.of(run(List.of(again.get())))) {
                        return new Opened.Pulled<>(same.toList().stream());
                    }
                }

                @Override
                public void release() {
                    released.incrementAndGet();
                }
            };
        };
        Guards guards = Guards.of("Endless", Circuit.NONE, many, RetryRule.NONE, Limits.NONE);
        again.set(new Step<>("Endless", getClass(), Shape.PULLED, handlers, guards, null));
        for (int i = 0; i < 20; i++) {
            Throwable thrown;
            try (Stream<Integer> outermost = PulledStream.of(run(List.of(again.get())))) {
                thrown = catchThrowable(outermost::toList);
            }
            assertThat(thrown).isInstanceOf(StackOverflowError.class);
        }
        assertThat(many).as("places taken").hasToString("0 of 1000000");
        assertThat(harness.engine.open()).as("open runs").hasToString("0 open");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aConsumerThatIsLeftFromElsewhereIsNotLeftInterrupted(Kind kind) throws InterruptedException {
        for (int round = 0; round < 2_000; round++) {
            EngineHarness each = new EngineHarness(kind, kind, round % 2 == 0 ? Consumption.PUSH : Consumption.PULL);
            Script live = each.script("live", List.of(1, 2, 3), new IOException("cut"));
            Script last = each.script("last", List.of(4, 5), null);
            StreamRun<Script.Item> run = each.run(
                    each.primary(live, new EngineHarness.RecordingCircuit()),
                    each.fallback("Last", last, takeover(Continuation.RESTART, 1)));
            int spins = round % 50 * 20;
            Thread closer = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < spins; i++) {
                    Thread.onSpinWait();
                }
                run.close();
            });
            catchThrowable(() -> each.drain(run));
            closer.join();
            assertThat(Thread.interrupted()).as("round %d", round).isFalse();
            each.awaitThreads();
            assertThat(live.opened).hasValue(live.closed.get());
            assertThat(last.created).hasValue(last.released.get());
        }
    }

    @Test
    void anInterruptOfTheHandlersOwnIsOverWithItsStepOnAThreadOfTheStreamsOwn() throws InterruptedException {
        Stream<Integer> interrupted = Stream.generate(() -> {
            Thread.currentThread().interrupt();
            throw Causes.<RuntimeException>rethrow(new InterruptedException("of the handler's own"));
        });
        Stream<Integer> flagged =
                Stream.of(1, 2).peek(item -> Thread.currentThread().interrupt());
        List<Object> seen = new ArrayList<>();
        Thread own = Thread.ofVirtual().start(() -> {
            for (Stream<Integer> items : List.of(interrupted, flagged)) {
                StreamRun<Integer> run = run(List.of(
                        primary(new Opened.Pulled<>(items), Shape.PULLED, RetryRule.NONE, Limits.NONE),
                        fallback(() -> seen.add(Thread.currentThread().isInterrupted()))));
                run.consumedByItsOwnThread();
                run.forEachRemaining(item -> {
                    seen.add(item);
                    seen.add(Thread.currentThread().isInterrupted());
                });
                seen.add(Thread.currentThread().isInterrupted());
            }
        });
        own.join();
        assertThat(seen).containsExactly(false, 100, false, false, 1, false, 2, false, false);
    }
}
