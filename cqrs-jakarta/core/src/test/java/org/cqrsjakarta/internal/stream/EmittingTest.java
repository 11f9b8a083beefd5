package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.stream.EngineHarness.opening;
import static org.cqrsjakarta.internal.stream.EngineHarness.step;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.NullItemException;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.source.Opened.Emission;
import org.junit.jupiter.api.Test;

/** What an emitting handler may do, and what it is told when it may not. */
class EmittingTest {

    private final EngineHarness harness = new EngineHarness();
    private final EngineHarness.RecordingCircuit circuit = new EngineHarness.RecordingCircuit();

    private Step<Integer> primary(Emission<Integer> emission) {
        return step("Primary", opening(new Opened.Emitted<>(emission)), circuit, null, Kind.EMITTED);
    }

    private StreamRun<Integer> run(Emission<Integer> emission) {
        return run(List.of(primary(emission)));
    }

    private StreamRun<Integer> run(List<Step<Integer>> steps) {
        return harness.engine.prepare(
                new Chain<>(steps), "a request", StreamContext.ENCLOSING, SwitchoverListener.NONE);
    }

    @Test
    void consumedAsAWholeItRunsOnTheConsumersThreadAndNothingIsQueuedSource() {
        List<Object> seen = new ArrayList<>();
        Thread here = Thread.currentThread();
        run(emitter -> {
                    for (int i = 0; i < 3; i++) {
                        seen.add("emits " + i + " here " + (Thread.currentThread() == here));
                        emitter.emit(i);
                    }
                })
                .forEachRemaining(item -> seen.add("takes " + item));
        assertThat(seen)
                .containsExactly(
                        "emits 0 here true", "takes 0", "emits 1 here true", "takes 1", "emits 2 here true", "takes 2");
    }

    @Test
    void pulledItRunsAheadByABoundedNumberOfItems() throws InterruptedException {
        AtomicReference<Integer> emitted = new AtomicReference<>(0);
        CountDownLatch left = new CountDownLatch(1);
        StreamRun<Integer> run = run(emitter -> {
            try {
                for (int i = 1; ; i++) {
                    emitter.emit(i);
                    emitted.set(i);
                }
            } finally {
                left.countDown();
            }
        });
        for (int i = 1; i <= 1_000; i++) {
            assertThat(run.next()).isEqualTo(i);
            assertThat(emitted.get()).isLessThanOrEqualTo(i + 64);
        }
        run.close();
        left.await();
        assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void whatWasEmittedBeforeAFailureIsDeliveredFirst() {
        StreamRun<Integer> run = run(emitter -> {
            for (int i = 0; i < 20; i++) {
                emitter.emit(i);
            }
            throw new IOException("cut");
        });
        for (int i = 0; i < 20; i++) {
            assertThat(run.next()).isEqualTo(i);
        }
        assertThat(catchThrowable(run::next)).hasMessage("cut");
    }

    @Test
    void emittingAfterTheEndIsRefused() {
        AtomicReference<Emitter<Integer>> kept = new AtomicReference<>();
        run(emitter -> {
                    kept.set(emitter);
                    emitter.emit(1);
                })
                .forEachRemaining(item -> {});
        assertThatThrownBy(() -> kept.get().emit(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CQRS00802")
                .hasMessageContaining("'Primary'");
    }

    @Test
    void emittingFromASecondThreadIsRefusedAndTheFirstGoesOn() {
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        List<Integer> items = new ArrayList<>();
        run(emitter -> {
                    emitter.emit(1);
                    Thread other = Thread.ofVirtual()
                            .name("other")
                            .start(() -> refusal.set(catchThrowable(() -> emitter.emit(2))));
                    other.join();
                    emitter.emit(3);
                })
                .forEachRemaining(items::add);
        assertThat(items).containsExactly(1, 3);
        assertThat(refusal.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CQRS00801")
                .hasMessageContaining("'other'");
    }

    @Test
    void emittingWhenTheConsumerHasFailedIsCancelledHoweverOftenItIsTried() {
        List<Throwable> told = new ArrayList<>();
        StreamRun<Integer> run = run(emitter -> {
            for (int i = 0; i < 3; i++) {
                told.add(catchThrowable(() -> emitter.emit(1)));
            }
            throw new IOException("the handler's own opinion");
        });
        IllegalArgumentException own = new IllegalArgumentException("the consumer's own");
        assertThat(catchThrowable(() -> run.forEachRemaining(item -> {
                    throw own;
                })))
                .isSameAs(own);
        run.close();
        assertThat(told)
                .hasSize(3)
                .allSatisfy(e ->
                        assertThat(e).isInstanceOf(CancellationException.class).hasMessageContaining("CQRS00803"));
        assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void aConsumersFailureIsNeverTakenForOneOfTheSource() {
        Script last = harness.script("last", List.of(1), null);
        IOException own = new IOException("of the consumer");
        Step<Integer> fallback = step(
                "Last",
                opening(new Opened.Emitted<Integer>(e -> last.obtain())),
                circuit,
                takeover(Continuation.RESTART, 1),
                Kind.EMITTED);
        StreamRun<Integer> run = run(List.of(primary(emitter -> emitter.emit(1)), fallback));
        assertThat(catchThrowable(() -> run.forEachRemaining(item -> {
                    throw Causes.<RuntimeException>rethrow(own);
                })))
                .isSameAs(own);
        assertThat(last.created).hasValue(0);
    }

    @Test
    void aNullItemIsRefusedWhereItIsEmitted() {
        List<Throwable> told = new ArrayList<>();
        List<Integer> items = new ArrayList<>();
        run(emitter -> {
                    emitter.emit(1);
                    told.add(catchThrowable(() -> emitter.emit(null)));
                    emitter.emit(2);
                })
                .forEachRemaining(items::add);
        assertThat(items).containsExactly(1, 2);
        assertThat(told).singleElement().isInstanceOf(NullItemException.class);
    }

    @Test
    void whoeverClosesInterruptsTheHandlerOnTheConsumersThreadAndNothingAfterIt() throws InterruptedException {
        CountDownLatch blocking = new CountDownLatch(1);
        StreamRun<Integer> run = run(emitter -> {
            emitter.emit(1);
            blocking.countDown();
            new CountDownLatch(1).await();
        });
        List<Object> seen = new ArrayList<>();
        Thread consumer = Thread.ofVirtual().start(() -> {
            seen.add(catchThrowable(() -> run.forEachRemaining(seen::add)).getClass());
            seen.add(Thread.currentThread().isInterrupted());
        });
        blocking.await();
        run.close();
        consumer.join();
        assertThat(seen).containsExactly(1, RunClosedException.class, false);
        assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void aHandlerThatPushesMayBeginItemByItemAndGoOnAsAWhole() {
        List<Integer> items = new ArrayList<>();
        StreamRun<Integer> run = run(emitter -> {
            for (int i = 0; i < 200; i++) {
                emitter.emit(i);
            }
        });
        items.add(run.next());
        run.forEachRemaining(items::add);
        assertThat(items).hasSize(200).isSorted();
    }
}
