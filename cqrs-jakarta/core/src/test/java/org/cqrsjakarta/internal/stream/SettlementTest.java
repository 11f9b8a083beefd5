package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.internal.stream.EngineHarness.opening;
import static org.cqrsjakarta.internal.stream.EngineHarness.step;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.time.Threads;
import org.junit.jupiter.api.Test;

/** Nothing is lost and everything is given back, whatever fails around a run. */
class SettlementTest {

    private final EngineHarness harness = new EngineHarness();
    private final EngineHarness.RecordingCircuit circuit = new EngineHarness.RecordingCircuit();

    @Test
    void aRunThatIsLeftWhileItsStepIsAdmittedHasNothingOutstanding() {
        AtomicInteger out = new AtomicInteger();
        List<StreamRun<Script.Item>> runs = new ArrayList<>();
        Circuit leaving = new Circuit() {
            @Override
            public Permit admit() {
                runs.getFirst().close();
                return circuit.admit();
            }

            @Override
            public Outcome outcomeOf(Throwable cause) {
                return circuit.outcomeOf(cause);
            }
        };
        Script live = harness.script("live", List.of(1), null);
        runs.add(harness.run(List.of(harness.primary(live, leaving))));
        assertThatThrownBy(runs.getFirst()::next).isInstanceOf(RunClosedException.class);
        assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
        runs.getFirst().whenOut(out::incrementAndGet);
        assertThat(out).as("told that all handlers are out").hasValue(1);
    }

    @Test
    void anItemThatComesTogetherWithAFailureIsNotLost() {
        Stream<Script.Item> both = StreamSupport.stream(
                new Spliterators.AbstractSpliterator<Script.Item>(Long.MAX_VALUE, 0) {
                    @Override
                    public boolean tryAdvance(Consumer<? super Script.Item> action) {
                        action.accept(new Script.Item(1, "live"));
                        throw new IllegalStateException("while looking ahead");
                    }
                },
                false);
        StreamRun<Script.Item> run = harness.run(
                step("Primary", opening(both), Circuit.NONE, null),
                harness.fallback(
                        "Last", harness.script("last", List.of(1, 2), null), takeover(Continuation.SKIP_DELIVERED, 1)));
        assertThat(harness.drain(run)).extracting(Script.Item::key).containsExactly(1, 2);
    }

    @Test
    void aRunIsSettledAlsoWhereItsContextsCannotBeEnteredAnyMore() {
        Script live = harness.script("live", List.of(1, 2), null);
        StreamContext stopping = new StreamContext() {
            private boolean hasStopped;

            @Override
            public <T> T call(Supplier<T> section) {
                if (hasStopped) {
                    throw new IllegalStateException("the application is stopping");
                }
                return section.get();
            }

            @Override
            public StreamContext another() {
                return this;
            }

            @Override
            public void end() {
                hasStopped = true;
            }
        };
        StreamRun<Script.Item> run = harness.engine.prepare(
                new Chain<>(List.of(harness.primary(live, circuit))),
                new Script.Request(),
                stopping,
                SwitchoverListener.NONE);
        run.next();
        stopping.end();
        run.close();
        assertThat(live.closed).hasValue(1);
        assertThat(live.released).hasValue(1);
        assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void aCircuitThatFailsToCountStillLetsTheHandlerBeClosed() {
        Script live = harness.script("live", List.of(1), null);
        Circuit failing = new Circuit() {
            @Override
            public Permit admit() {
                return new Permit() {
                    @Override
                    public boolean watchesItems() {
                        return false;
                    }

                    @Override
                    public void item() {}

                    @Override
                    public void report(Outcome outcome) {
                        throw new IllegalStateException("cannot count");
                    }
                };
            }

            @Override
            public Outcome outcomeOf(Throwable cause) {
                return Outcome.FAILED;
            }
        };
        StreamRun<Script.Item> run = harness.run(List.of(harness.primary(live, failing)));
        assertThat(harness.drain(run)).hasSize(1);
        assertThat(live.closed).hasValue(1);
        assertThat(live.released).hasValue(1);
    }

    @Test
    void aSourceThatOnlyRepeatsWhatWasDeliveredCanBeLeft() {
        List<StreamRun<Script.Item>> started = new ArrayList<>();
        AtomicInteger pulled = new AtomicInteger();
        Stream<Script.Item> repeating = Stream.generate(() -> {
            if (pulled.incrementAndGet() == 10) {
                started.getFirst().close();
            }
            return new Script.Item(1, "repeating");
        });
        StreamRun<Script.Item> run = harness.run(
                harness.primary(harness.script("live", List.of(1), new IOException("cut")), circuit),
                step("Last", opening(repeating), Circuit.NONE, takeover(Continuation.DISTINCT, 1)));
        started.add(run);
        run.next();
        assertThatThrownBy(run::next).isInstanceOf(RunClosedException.class);
        assertThat(pulled).hasValue(10);
    }

    @Test
    void anInterruptIsAFailureAndTheFlagIsSetAgain() {
        StreamRun<Script.Item> run = harness.run(
                harness.primary(harness.script("live", List.of(1), new InterruptedException()), circuit),
                harness.fallback("Last", harness.script("last", List.of(2), null), takeover(Continuation.RESTART, 1)));
        assertThat(harness.drain(run)).extracting(Script.Item::key).containsExactly(1, 2);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anExceptionThatManyStreamsShareDoesNotGatherTheirCausesForEver() {
        IOException shared = new IOException("a constant");
        for (int i = 0; i < 1_000; i++) {
            StreamRun<Script.Item> run = harness.run(
                    harness.primary(harness.script("live", List.of(), new IOException("number " + i)), circuit),
                    harness.fallback(
                            "Last", harness.script("last", List.of(), shared), takeover(Continuation.RESTART, 1)));
            assertThatThrownBy(() -> harness.drain(run)).isSameAs(shared);
        }
        assertThat(shared.getSuppressed()).hasSizeLessThan(20);
    }

    /** An observer that closes what it hears of, as a client may at just that moment. */
    @Test
    void nothingIsToldOfAStreamAfterItsEnd() {
        List<StreamRun<Script.Item>> runs = new ArrayList<>();
        List<String> told = new ArrayList<>();
        StreamEngine engine = new StreamEngine(
                harness.time,
                Threads.VIRTUAL,
                new java.util.Random(1),
                event -> {
                    told.add(event.getClass().getSimpleName());
                    if (event instanceof org.cqrsjakarta.telemetry.FirstItem) {
                        runs.getFirst().close();
                    }
                },
                new org.cqrsjakarta.internal.event.EventTurns(event -> {}, 1),
                new OpenRuns(),
                () -> "s");
        runs.add(engine.prepare(
                new Chain<>(List.of(harness.primary(harness.script("live", List.of(1, 2), null), circuit))),
                new Script.Request(),
                StreamContext.ENCLOSING,
                SwitchoverListener.NONE));
        assertThatThrownBy(() -> harness.drain(runs.getFirst())).isInstanceOf(RunClosedException.class);
        assertThat(told).containsExactly("StreamStarted", "FirstItem", "StreamEnded");
    }
}
