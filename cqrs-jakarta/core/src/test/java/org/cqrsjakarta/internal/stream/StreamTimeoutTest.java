package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.StreamTimeoutException;
import org.cqrsjakarta.StreamTimeoutException.Limit;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.source.Limits;
import org.cqrsjakarta.internal.source.Opened;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A source that keeps its consumer waiting is left, whatever it does. */
@ParameterizedClass
@EnumSource(Shape.class)
class StreamTimeoutTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Shape shape;
    private final EngineHarness harness = new EngineHarness();
    private final EngineHarness.RecordingCircuit circuit = new EngineHarness.RecordingCircuit();
    private final Stalling stalling = new Stalling();

    StreamTimeoutTest(Shape shape) {
        this.shape = shape;
    }

    /** Gives some items, then stalls, and gives one more when it is let go on or interrupted. */
    private final class Stalling implements HandlerSource<Script.Item> {

        final CountDownLatch goOn = new CountDownLatch(1);
        final CountDownLatch stalled = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);
        final AtomicBoolean released = new AtomicBoolean();
        volatile int itemsBefore;
        volatile boolean ignoresInterrupts;

        @Override
        public HandlerInstance<Script.Item> obtain() {
            return new HandlerInstance<>() {
                @Override
                public Opened<Script.Item> open(Object request, Switchover<Script.Item> switchover) {
                    return switch (shape) {
                        case PULLED, FLATTENED -> new Opened.Pulled<>(items());
                        case EMITTED -> new Opened.Emitted<>(emitter -> items().forEach(emitter::emit));
                        case PUBLISHED ->
                            new Opened.Published<>(subscriber -> {
                                subscriber.onSubscribe(ignored());
                                items().forEach(subscriber::onNext);
                                subscriber.onComplete();
                            });
                    };
                }

                @Override
                public void release() {
                    released.set(true);
                }
            };
        }

        private Stream<Script.Item> items() {
            return Stream.iterate(0, key -> key + 1).limit(itemsBefore + 1L).map(key -> {
                if (key == itemsBefore) {
                    stall();
                }
                return new Script.Item(key, "stalling");
            });
        }

        private void stall() {
            boolean wanted = true;
            stalled.countDown();
            while (wanted) {
                try {
                    goOn.await();
                    wanted = false;
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    wanted = ignoresInterrupts;
                }
            }
        }

        private Flow.Subscription ignored() {
            return new Flow.Subscription() {
                @Override
                public void request(long items) {}

                @Override
                public void cancel() {}
            };
        }
    }

    private StreamRun<Script.Item> run(Limits limits) {
        Guards guards = Guards.of("Primary", circuit, Bulkhead.NONE, RetryRule.NONE, limits);
        return harness.run(
                new Step<>("Primary", getClass(), shape, stalling, guards, null),
                harness.fallback(
                        "Last", harness.script("last", List.of(100), null), takeover(Continuation.RESTART, 1)));
    }

    private static Limits firstItem(Duration limit) {
        return new Limits(limit, Duration.ZERO, Duration.ZERO);
    }

    private static Limits idle(Duration limit) {
        return new Limits(Duration.ZERO, limit, Duration.ZERO);
    }

    private static Limits total(Duration limit) {
        return new Limits(Duration.ZERO, Duration.ZERO, limit);
    }

    /** Consumes on another thread. */
    private static final class Consumer {

        final List<Integer> keys = new ArrayList<>();
        volatile Throwable thrown;
        private final Thread thread;

        Consumer(StreamRun<Script.Item> run) {
            thread = Thread.ofVirtual().start(() -> {
                thrown = catchThrowable(() -> run.forEachRemaining(item -> keys.add(item.key())));
            });
        }

        List<Integer> awaitEnd() throws InterruptedException {
            thread.join();
            assertThat(thrown).isNull();
            return keys;
        }
    }

    private StreamTimeoutException timeout() {
        return harness.events.stream()
                .filter(org.cqrsjakarta.telemetry.SwitchedOver.class::isInstance)
                .map(event -> ((org.cqrsjakarta.telemetry.SwitchedOver) event).cause())
                .map(StreamTimeoutException.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSourceWithoutAFirstItemIsLeftAtTheLimitAndItsThreadIsInterrupted() throws InterruptedException {
        Consumer consumer = new Consumer(run(firstItem(SECOND)));
        stalling.stalled.await();
        harness.time.advance(SECOND.minusNanos(1));
        assertThat(harness.switchovers).isEmpty();
        harness.time.advance(Duration.ofNanos(1));
        assertThat(consumer.awaitEnd()).containsExactly(100);
        stalling.interrupted.await();
        harness.awaitThreads();
        assertThat(harness.switchovers).containsExactly("0 Primary Last StreamTimeoutException");
        assertThat(circuit.outcomes).containsExactly(Outcome.FAILED);
        assertThat(stalling.released).isTrue();
        assertThat(timeout().limit()).isEqualTo(Limit.FIRST_ITEM);
        assertThat(timeout()).hasMessageContaining("CQRS00805").hasMessageContaining("'Primary'");
    }

    @Test
    void itsStackTraceShowsWhereTheSourceStalled() throws InterruptedException {
        Consumer consumer = new Consumer(run(firstItem(SECOND)));
        stalling.stalled.await();
        harness.time.advance(SECOND);
        consumer.awaitEnd();
        assertThat(timeout().getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .contains("stall");
    }

    @Test
    void aSourceThatIgnoresInterruptsIsLeftAllTheSameAndItsLateItemsNeverAppear() throws InterruptedException {
        stalling.itemsBefore = 2;
        stalling.ignoresInterrupts = true;
        Consumer consumer = new Consumer(run(idle(SECOND)));
        stalling.stalled.await();
        harness.time.advance(SECOND);
        harness.losePatience();
        assertThat(consumer.awaitEnd()).as("while the source still stalls").containsExactly(0, 1, 100);
        stalling.goOn.countDown();
        harness.awaitThreads();
        assertThat(consumer.keys).as("after it went on").containsExactly(0, 1, 100);
        assertThat(timeout().limit()).isEqualTo(Limit.IDLE);
        assertThat(timeout().allowed()).isEqualTo(SECOND);
        assertThat(circuit.outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void theTotalIsMeasuredFromTheStart() throws InterruptedException {
        stalling.itemsBefore = 2;
        Consumer consumer = new Consumer(run(total(SECOND)));
        stalling.stalled.await();
        harness.time.advance(SECOND);
        assertThat(consumer.awaitEnd()).containsExactly(0, 1, 100);
        assertThat(timeout().limit()).isEqualTo(Limit.TOTAL);
    }

    @Test
    void limitsThatAreKeptLeaveNothingBehind() throws InterruptedException {
        stalling.goOn.countDown();
        Consumer consumer = new Consumer(run(new Limits(SECOND, SECOND, SECOND)));
        assertThat(consumer.awaitEnd()).containsExactly(0);
        harness.awaitThreads();
        assertThat(harness.time.waiting()).isZero();
        assertThat(circuit.outcomes).containsExactly(Outcome.SUCCEEDED);
    }

    @RepeatedTest(20)
    void aSlowConsumerIsNotTheSourcesFault() throws InterruptedException {
        Script willing =
                harness.script("willing", IntStream.range(0, 500).boxed().toList(), null);
        Guards guards = Guards.of("Primary", circuit, Bulkhead.NONE, RetryRule.NONE, idle(SECOND));
        StreamRun<Script.Item> run =
                harness.run(List.of(new Step<>("Primary", getClass(), shape, willing.as(shape), guards, null)));
        int keys = 0;
        for (Script.Item item = run.next(); item != null; item = run.next()) {
            assertThat(item.key()).isEqualTo(keys++);
            if (keys % 100 == 1) {
                harness.awaitStandstill();
                harness.time.advance(SECOND.multipliedBy(60));
            }
        }
        assertThat(keys).isEqualTo(500);
        assertThat(circuit.outcomes).containsExactly(Outcome.SUCCEEDED);
    }
}
