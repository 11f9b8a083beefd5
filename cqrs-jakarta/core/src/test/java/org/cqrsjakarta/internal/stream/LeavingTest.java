package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.stream.EngineHarness.opening;
import static org.cqrsjakarta.internal.stream.EngineHarness.step;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.source.Limits;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.time.Threads;
import org.junit.jupiter.api.Test;

/** Consumers that are interrupted, sources that cannot be stopped, and applications that are. */
class LeavingTest {

    private static final Limits ONE_SECOND = new Limits(Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO);
    private static final RetryRule FOR_EVER =
            new RetryRule(-1, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(Exception.class), List.of());

    private final EngineHarness harness = new EngineHarness();
    private final EngineHarness.RecordingCircuit circuit = new EngineHarness.RecordingCircuit();
    private final CountDownLatch stalled = new CountDownLatch(1);

    private Step<Integer> primary(Opened<Integer> opened, Shape shape, RetryRule retry, Limits limits) {
        Guards guards = Guards.of("Primary", circuit, new Bulkhead(1), retry, limits);
        return new Step<>("Primary", getClass(), shape, opening(opened), guards, null);
    }

    private static Step<Integer> fallback() {
        return step("Last", opening(Stream.of(100)), Circuit.NONE, takeover(Continuation.RESTART, 1));
    }

    private StreamRun<Integer> run(StreamContext context, List<Step<Integer>> steps) {
        return harness.engine.prepare(new Chain<>(steps), "a request", context, SwitchoverListener.NONE);
    }

    private StreamRun<Integer> run(List<Step<Integer>> steps) {
        return run(StreamContext.ENCLOSING, steps);
    }

    /** Stalls with a lock that closing needs, and lets go of it when it is interrupted, if at all. */
    private Stream<Integer> locked(CountDownLatch lock, boolean interruptible) {
        return Stream.generate(() -> {
                    stalled.countDown();
                    boolean stalls = true;
                    while (stalls) {
                        try {
                            lock.await();
                            stalls = false;
                        } catch (InterruptedException e) {
                            stalls = !interruptible;
                        }
                    }
                    lock.countDown();
                    return 1;
                })
                .onClose(() -> catchThrowable(lock::await));
    }

    @Test
    void whatRunsIsInterruptedBeforeItsSourceIsClosed() throws InterruptedException {
        CountDownLatch lock = new CountDownLatch(1);
        StreamRun<Integer> run = run(
                List.of(primary(new Opened.Pulled<>(locked(lock, true)), Shape.PULLED, RetryRule.NONE, ONE_SECOND)));
        Thread consumer = Thread.ofVirtual().start(() -> catchThrowable(run::next));
        stalled.await();
        run.close();
        consumer.join();
        harness.awaitThreads();
        assertThat(lock.getCount()).isZero();
        assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void nobodyWaitsForTheClosingOfASourceThatDoesNotStop() throws InterruptedException {
        CountDownLatch lock = new CountDownLatch(1);
        StreamRun<Integer> run = run(List.of(
                primary(new Opened.Pulled<>(locked(lock, false)), Shape.PULLED, RetryRule.NONE, ONE_SECOND),
                fallback()));
        List<Integer> items = Collections.synchronizedList(new ArrayList<>());
        Thread consumer = Thread.ofVirtual().start(() -> run.forEachRemaining(items::add));
        stalled.await();
        harness.time.advance(Duration.ofSeconds(1));
        harness.losePatience();
        consumer.join();
        assertThat(items).as("while the source still has its lock").containsExactly(100);
        lock.countDown();
        harness.awaitThreads();
    }

    @Test
    void anInterruptThatTheSourceReportsIsNotOneOfTheConsumer() {
        Flow.Publisher<Integer> interrupted = subscriber -> {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long items) {}

                @Override
                public void cancel() {}
            });
            subscriber.onError(new InterruptedException("on the publisher's own thread"));
        };
        Stream<Integer> wrapped = Stream.generate(() -> {
            throw Causes.<RuntimeException>rethrow(new ExecutionException(new InterruptedException("in a pool")));
        });
        for (Step<Integer> primary : List.of(
                primary(new Opened.Published<>(interrupted), Shape.PUBLISHED, RetryRule.NONE, Limits.NONE),
                primary(new Opened.Pulled<>(wrapped), Shape.PULLED, RetryRule.NONE, Limits.NONE))) {
            StreamRun<Integer> run = run(List.of(primary, fallback()));
            assertThat(run.next()).isEqualTo(100);
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void aConsumerThatIsInterruptedWhileItWaitsHasLeft() throws InterruptedException {
        Opened<Integer> silent = new Opened.Emitted<>(emitter -> {
            stalled.countDown();
            new CountDownLatch(1).await();
        });
        StreamRun<Integer> run = run(List.of(primary(silent, Shape.EMITTED, FOR_EVER, Limits.NONE), fallback()));
        List<Object> seen = new ArrayList<>();
        Thread consumer = Thread.ofVirtual().start(() -> {
            seen.add(catchThrowable(run::next).getClass());
            seen.add(Thread.interrupted());
        });
        stalled.await();
        consumer.interrupt();
        consumer.join();
        assertThat(seen).containsExactly(RunClosedException.class, true);
        assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void aRetryWithoutAPauseIsStoppedByAnInterrupt() {
        Stream<Integer> failing = Stream.generate(() -> {
            Thread.currentThread().interrupt();
            throw Causes.<RuntimeException>rethrow(new IOException("again"));
        });
        StreamRun<Integer> run =
                run(List.of(primary(new Opened.Pulled<>(failing), Shape.PULLED, FOR_EVER, Limits.NONE), fallback()));
        assertThat(run.next()).isEqualTo(100);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(circuit.outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void aThreadThatCannotEnterItsContextsRunsWithoutThem() {
        Thread consumer = Thread.currentThread();
        StreamContext stopping = new StreamContext() {
            @Override
            public <T> T call(Supplier<T> section) {
                if (Thread.currentThread() != consumer) {
                    throw new IllegalStateException("the application is stopping");
                }
                return section.get();
            }

            @Override
            public StreamContext another() {
                return this;
            }

            @Override
            public void end() {}
        };
        Opened<Integer> one = new Opened.Emitted<>(emitter -> emitter.emit(1));
        StreamRun<Integer> run = run(stopping, List.of(primary(one, Shape.EMITTED, RetryRule.NONE, Limits.NONE)));
        assertThat(run.next()).isEqualTo(1);
        assertThat(run.next()).isNull();
    }

    @Test
    void whenTheApplicationStopsWhoeverWaitsIsTold() throws InterruptedException {
        RetryRule slowly =
                new RetryRule(1, Duration.ofDays(1), Duration.ZERO, Duration.ZERO, List.of(Exception.class), List.of());
        Script failing = harness.script("live", List.of(), new IOException("cut"));
        Guards guards = Guards.of("Primary", circuit, Bulkhead.NONE, slowly, Limits.NONE);
        StreamRun<Script.Item> run =
                harness.run(List.of(new Step<>("Primary", getClass(), Shape.PULLED, failing, guards, null)));
        List<Throwable> thrown = new ArrayList<>();
        Thread consumer = Thread.ofVirtual().start(() -> thrown.add(catchThrowable(run::next)));
        harness.time.awaitWaiting(1);
        harness.engine.open().closeAll(Threads.VIRTUAL, harness.time);
        consumer.join();
        assertThat(thrown).singleElement().isInstanceOf(RunClosedException.class);
        harness.engine.open().closeAll(Threads.VIRTUAL, harness.time);
    }

    @Test
    void aClosedStreamInsideOfAHandlerIsAFailureOfTheHandler() {
        StreamRun<Integer> inner = run(List.of(step("Inner", opening(Stream.of(1)), Circuit.NONE, null)));
        inner.close();
        Opened<Integer> nested = new Opened.Emitted<>(emitter -> inner.forEachRemaining(emitter::emit));
        StreamRun<Integer> outer = run(List.of(primary(nested, Shape.EMITTED, RetryRule.NONE, Limits.NONE)));
        Throwable thrown = catchThrowable(() -> Consumption.SUBSCRIBE.drain(outer));
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        RunClosedException.class,
                        closed -> assertThat(closed.isOf(inner)).isTrue());
        assertThat(circuit.outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void aPlaceIsFreeWhenItsHandlerIsClosed() {
        Bulkhead one = new Bulkhead(1);
        List<Boolean> free = new ArrayList<>();
        Stream<Integer> items = Stream.of(1).onClose(() -> free.add(one.enter()));
        Guards guards = Guards.of("Primary", circuit, one, RetryRule.NONE, Limits.NONE);
        StreamRun<Integer> run =
                run(List.of(new Step<>("Primary", getClass(), Shape.PULLED, opening(items), guards, null)));
        run.forEachRemaining(item -> {});
        assertThat(free).containsExactly(false);
        assertThat(one.enter()).isTrue();
    }

    @Test
    void leavingInterruptsTheHandlerAndNotItsConsumer() throws InterruptedException {
        CountDownLatch consuming = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        StreamRun<Integer> run = run(List.of(primary(
                new Opened.Emitted<>(emitter -> {
                    emitter.emit(1);
                    new CountDownLatch(1).await();
                }),
                Shape.EMITTED,
                RetryRule.NONE,
                Limits.NONE)));
        List<Object> seen = new ArrayList<>();
        Thread consumer = Thread.ofVirtual()
                .start(() -> seen.add(catchThrowable(() -> run.forEachRemaining(item -> {
                    consuming.countDown();
                    seen.add(catchThrowable(closed::await));
                }))));
        consuming.await();
        Thread closer = Thread.ofVirtual().start(run::close);
        harness.losePatience();
        closer.join();
        closed.countDown();
        consumer.join();
        assertThat(seen.get(0)).as("what the consumer's own waiting threw").isNull();
        assertThat(seen.get(1)).isInstanceOf(RunClosedException.class);
    }
}
