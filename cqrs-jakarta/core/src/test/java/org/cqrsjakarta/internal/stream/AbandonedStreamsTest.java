package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.stream.EngineHarness.opening;
import static org.cqrsjakarta.internal.stream.EngineHarness.step;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.deployment.Warnings;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams that were consumed in part, and that nobody closes. */
@Timeout(60)
class AbandonedStreamsTest {

    private record Other() {}

    private final EngineHarness harness = new EngineHarness();
    private final EngineHarness.RecordingCircuit circuit = new EngineHarness.RecordingCircuit();
    private final Warnings warnings = new Warnings();

    @AfterEach
    void stop() {
        harness.engine.open().closeAll(Threads.VIRTUAL, harness.time);
        warnings.close();
    }

    private <R> StreamRun<R> run(Object request, Step<R> step) {
        return harness.engine.prepare(
                new Chain<>(List.of(step)), request, StreamContext.ENCLOSING, SwitchoverListener.NONE);
    }

    private StreamRun<Integer> counting(Object request, Runnable onClose) {
        Stream<Integer> items = Stream.iterate(0, item -> item + 1).onClose(onClose);
        return run(request, step("Live", opening(items), circuit, null));
    }

    /** Begins it and holds it; the collector is played by {@link #collect}. */
    private static Iterator<Integer> begun(StreamRun<Integer> run) {
        Iterator<Integer> items = PulledStream.of(run).iterator();
        assertThat(items.next()).isZero();
        return items;
    }

    /** Does what the garbage collector does when it finds a stream unreachable. */
    private static void collect(StreamRun<?> run) {
        assertThat(Objects.requireNonNull(run.watch()).enqueue()).isTrue();
    }

    private void abandonedAndClosed(Object request) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        StreamRun<Integer> run = counting(request, closed::countDown);
        begun(run);
        collect(run);
        closed.await();
    }

    /** In a method of its own, so that nothing of the stream stays on the stack. */
    private static void takeFirst(StreamRun<Script.Item> run) {
        assertThat(PulledStream.of(run).findFirst()).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void oneThatTheCollectorFindsGivesItsPlaceBack(Kind kind) throws InterruptedException {
        Script live = harness.script("live", IntStream.range(0, 1_000).boxed().toList(), null)
                .as(kind.shape);
        Bulkhead one = new Bulkhead(1);
        Guards guards = Guards.of("Live", circuit, one, RetryRule.NONE, kind.limits);
        takeFirst(run(new Script.Request(), new Step<>("Live", getClass(), kind.shape, live, guards, null)));
        assertThat(one.enter()).as("before it is found").isFalse();
        boolean free = false;
        for (int i = 0; i < 500 && !free; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(10);
            free = one.enter();
        }
        assertThat(free).as("its place, after at most 500 collections").isTrue();
        harness.awaitThreads();
        assertThat(live.account()).containsExactly(1, 1, 1, 1);
        assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
        assertThat(harness.events)
                .last()
                .isInstanceOfSatisfying(
                        StreamEnded.class, ended -> assertThat(ended.end()).isEqualTo(StreamEnded.End.LEFT));
        assertThat(warnings.seen())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .contains("CQRS00257", Script.Request.class.getName(), "after 1 item(s)", "try ("));
    }

    @Test
    void oneThatSomebodyHoldsIsNotFound() {
        Iterator<Integer> items = begun(counting("a request", () -> {}));
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        assertThat(items.next()).isEqualTo(1);
        assertThat(warnings.seen()).isEmpty();
    }

    @Test
    void theNextOneOfTheRequestIsNamedWithItsPlaceAndEachPlaceOnce() throws InterruptedException {
        abandonedAndClosed("a request");
        abandonedAndClosed("a request");
        CountDownLatch closed = new CountDownLatch(1);
        StreamRun<Integer> run = counting("a request", closed::countDown);
        Iterator<Integer> elsewhere = PulledStream.of(run).iterator();
        assertThat(elsewhere.next()).isZero();
        collect(run);
        closed.await();
        abandonedAndClosed("a request");
        assertThat(warnings.seen()).hasSize(3);
        assertThat(warnings.seen().get(0)).contains("CQRS00257", String.class.getName());
        assertThat(warnings.seen().get(1)).contains("CQRS00258", getClass().getName() + ".begun(");
        assertThat(warnings.seen().get(2))
                .contains("CQRS00258", getClass().getName() + ".theNextOneOfTheRequestIsNamed");
    }

    @Test
    void placesAreRecordedForRequestsOfWhichOneWasAbandonedAndNoOthers() throws InterruptedException {
        abandonedAndClosed("a request");
        abandonedAndClosed(new Other());
        assertThat(warnings.seen())
                .satisfiesExactly(
                        first -> assertThat(first).contains("CQRS00257", String.class.getName()),
                        second -> assertThat(second).contains("CQRS00257", Other.class.getName()));
    }

    @Test
    void thoseThatWereOpenBeforeTheFirstWasFoundAreClosedWithoutAWord() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(2);
        StreamRun<Integer> first = counting("a request", closed::countDown);
        StreamRun<Integer> second = counting("a request", closed::countDown);
        begun(first);
        begun(second);
        collect(first);
        collect(second);
        closed.await();
        assertThat(warnings.seen()).hasSize(1);
    }

    @Test
    void oneThatHasEndedIsNone() {
        StreamRun<Integer> ended = run("a request", step("Live", opening(Stream.of(0)), Circuit.NONE, null));
        Iterator<Integer> items = begun(ended);
        assertThat(items.hasNext()).isFalse();
        StreamRun<Integer> left = counting("a request", () -> {});
        begun(left);
        left.close();
        AbandonedStreams abandoned = harness.engine.open().abandoned();
        abandoned.found(Objects.requireNonNull(ended.watch()));
        abandoned.found(Objects.requireNonNull(left.watch()));
        assertThat(warnings.seen()).isEmpty();
    }

    @Test
    void oneThatIsConsumedAsAWholeIsNotWatched() {
        StreamRun<Integer> consumed = run("a request", step("Live", opening(Stream.of(1, 2)), Circuit.NONE, null));
        PulledStream.of(consumed).forEach(item -> {});
        assertThat(consumed.watch()).isNull();
    }

    @Test
    void aHandlerThatHangsKeepsNoOtherFromBeingClosed() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        StreamRun<Integer> stuck = counting("a request", () -> {
            hangs.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun(stuck);
        collect(stuck);
        hangs.await();
        abandonedAndClosed(new Other());
        never.countDown();
    }

    @Test
    void itsThreadEndsWithTheApplicationAndNoneBeginsAfterwards() throws InterruptedException {
        AbandonedStreams abandoned = harness.engine.open().abandoned();
        assertThat(abandoned.watcher()).as("before the first stream").isNull();
        begun(counting("a request", () -> {}));
        Thread watcher = Objects.requireNonNull(abandoned.watcher());
        harness.engine.open().closeAll(Threads.VIRTUAL, harness.time);
        watcher.join();
        begun(counting("a request", () -> {}));
        assertThat(abandoned.watcher()).isSameAs(watcher);
    }

    @Test
    void anApplicationThatStopsAtOnceStartsNoThread() {
        AbandonedStreams abandoned = harness.engine.open().abandoned();
        harness.engine.open().closeAll(Threads.VIRTUAL, harness.time);
        begun(counting("a request", () -> {}));
        assertThat(abandoned.watcher()).isNull();
    }
}
