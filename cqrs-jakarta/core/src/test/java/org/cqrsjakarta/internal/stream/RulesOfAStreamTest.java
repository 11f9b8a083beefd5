package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.stream.EngineHarness.drain;
import static org.cqrsjakarta.internal.stream.EngineHarness.fallback;
import static org.cqrsjakarta.internal.stream.EngineHarness.opening;
import static org.cqrsjakarta.internal.stream.EngineHarness.primary;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.ConnectException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.cqrsjakarta.CircuitOpenException;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.NullItemException;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of a stream (design 5), one group each; the eighth is {@link ContinuationModelTest}. */
class RulesOfAStreamTest {

    private final EngineHarness harness = new EngineHarness();
    private final EngineHarness.RecordingCircuit circuit = new EngineHarness.RecordingCircuit();

    private Takeover only(Class<? extends Throwable> applyOn, List<Class<? extends Throwable>> skipOn) {
        return new Takeover(new FailureFilter(List.of(applyOn), skipOn), Continuation.RESTART, 1);
    }

    @Nested
    class Rule1AnyExceptionIsAFailure {

        static Stream<Throwable> wrapped() {
            ConnectException cause = new ConnectException("refused");
            return Stream.of(
                    cause,
                    new ExecutionException(cause),
                    new CompletionException(cause),
                    new UncheckedIOException(cause),
                    new UndeclaredThrowableException(cause),
                    new CompletionException(new ExecutionException(new UncheckedIOException(cause))));
        }

        @ParameterizedTest
        @MethodSource("wrapped")
        void wrappersThatOnlyTransportAreLookedThrough(Throwable thrown) {
            Script live = harness.script("live", List.of(1), thrown);
            Script last = harness.script("last", List.of(2), null);
            StreamRun<Script.Item> run = harness.run(
                    primary(live, circuit), fallback("Last", last, only(ConnectException.class, List.of())));
            assertThat(drain(run)).extracting(Script.Item::key).containsExactly(1, 2);
            assertThat(harness.switchovers).containsExactly("1 Primary Last ConnectException");
            assertThat(last.told.cause()).isSameAs(thrown);
        }

        @ParameterizedTest
        @MethodSource("wrapped")
        void theCallerSeesWhatWasThrown(Throwable thrown) {
            StreamRun<Script.Item> run =
                    harness.run(List.of(primary(harness.script("live", List.of(), thrown), circuit)));
            assertThat(catchThrowable(() -> drain(run))).isSameAs(thrown);
        }

        @Test
        void creatingTheHandlerCanFailToo() {
            HandlerSource<Script.Item> failing = () -> {
                throw new IllegalStateException("no handler");
            };
            StreamRun<Script.Item> run = harness.run(
                    new Step<>("Primary", getClass(), failing, circuit, null),
                    fallback("Last", harness.script("last", List.of(2), null), takeover(Continuation.RESTART, 1)));
            assertThat(drain(run)).extracting(Script.Item::key).containsExactly(2);
            assertThat(circuit.outcomes).containsExactly(Outcome.FAILED);
        }
    }

    @Nested
    class Rule2ErrorsAreNotFailures {

        @Test
        void anErrorEndsTheStreamSettlesThePermitAndIsUntouched() {
            Error error = new StackOverflowError();
            Script live = harness.script("live", List.of(1), error);
            Script last = harness.script("last", List.of(2), null);
            StreamRun<Script.Item> run =
                    harness.run(primary(live, circuit), fallback("Last", last, takeover(Continuation.RESTART, 1)));
            assertThat(catchThrowable(() -> drain(run))).isSameAs(error);
            assertThat(error.getSuppressed()).isEmpty();
            assertThat(last.created).isZero();
            assertThat(live.closed).isEqualTo(1);
            assertThat(circuit.outcomes).containsExactly(Outcome.FAILED);
        }

        @Test
        void applyOnMayNameThem() {
            Script live = harness.script("live", List.of(1), new StackOverflowError());
            Script last = harness.script("last", List.of(2), null);
            StreamRun<Script.Item> run = harness.run(
                    primary(live, circuit), fallback("Last", last, only(StackOverflowError.class, List.of())));
            assertThat(drain(run)).extracting(Script.Item::key).containsExactly(1, 2);
        }
    }

    @Nested
    class Rule3WhatIsNotAdmittedReachesTheCaller {

        @Test
        void applyOnLeavesItOut() {
            IOException failure = new IOException("cut");
            Script last = harness.script("last", List.of(2), null);
            StreamRun<Script.Item> run = harness.run(
                    primary(harness.script("live", List.of(1), failure), circuit),
                    fallback("Last", last, only(ConnectException.class, List.of())));
            assertThat(catchThrowable(() -> drain(run))).isSameAs(failure);
            assertThat(last.created).isZero();
            assertThat(circuit.outcomes).containsExactly(Outcome.FAILED);
        }

        @Test
        void skipOnWins() {
            ConnectException failure = new ConnectException("refused");
            Script last = harness.script("last", List.of(2), null);
            StreamRun<Script.Item> run = harness.run(
                    primary(harness.script("live", List.of(1), failure), circuit),
                    fallback("Last", last, only(IOException.class, List.of(ConnectException.class))));
            assertThat(catchThrowable(() -> drain(run))).isSameAs(failure);
            assertThat(last.created).isZero();
        }

        @Test
        void aRefusalAlwaysLeadsToTheFallback() {
            circuit.refuses = true;
            Script live = harness.script("live", List.of(1), null);
            Script last = harness.script("last", List.of(2), null);
            StreamRun<Script.Item> run = harness.run(
                    primary(live, circuit), fallback("Last", last, only(ConnectException.class, List.of())));
            assertThat(drain(run)).extracting(Script.Item::key).containsExactly(2);
            assertThat(live.created).isZero();
            assertThat(run.steps()).containsExactly("Last");
            assertThat(harness.switchovers).containsExactly("0 Primary Last CircuitOpenException");
            assertThat(last.told.cause()).isInstanceOf(CircuitOpenException.class);
        }

        @Test
        void aRefusalWithoutFallbackReachesTheCaller() {
            circuit.refuses = true;
            StreamRun<Script.Item> run =
                    harness.run(List.of(primary(harness.script("live", List.of(1), null), circuit)));
            assertThatThrownBy(() -> drain(run))
                    .isInstanceOf(CircuitOpenException.class)
                    .hasMessageContaining("'Primary'")
                    .hasMessageStartingWith("CQRS00200");
        }
    }

    @Nested
    class Rule4TheLastFailureEndsTheStream {

        @Test
        void earlierCausesAreSuppressedOldestFirst() {
            IOException first = new IOException("first");
            IOException second = new IOException("second");
            IOException third = new IOException("third");
            StreamRun<Script.Item> run = harness.run(List.of(
                    primary(harness.script("live", List.of(1), first), circuit),
                    fallback("Near", harness.script("near", List.of(), second), takeover(Continuation.RESTART, 1)),
                    fallback("Last", harness.script("last", List.of(), third), takeover(Continuation.RESTART, 1))));
            assertThat(catchThrowable(() -> drain(run))).isSameAs(third);
            assertThat(third.getSuppressed()).containsExactly(first, second);
            assertThat(run.next()).as("after the failure").isNull();
        }

        @Test
        void theSameExceptionTwiceIsNotItsOwnSuppressed() {
            IOException same = new IOException("same");
            StreamRun<Script.Item> run = harness.run(
                    primary(harness.script("live", List.of(1), same), circuit),
                    fallback("Last", harness.script("last", List.of(), same), takeover(Continuation.RESTART, 1)));
            assertThat(catchThrowable(() -> drain(run))).isSameAs(same);
            assertThat(same.getSuppressed()).isEmpty();
        }
    }

    @Nested
    class Rule5EverythingIsClosedOnce {

        @Test
        void beforeTheNextStepProducesItsFirstItem() {
            Script live = harness.script("live", List.of(1), new IOException("cut"));
            Script last = harness.script("last", List.of(2), null);
            drain(harness.run(primary(live, circuit), fallback("Last", last, takeover(Continuation.RESTART, 1))));
            assertThat(harness.journal)
                    .containsExactly(
                            "live created",
                            "live produced 1",
                            "live closed",
                            "live released",
                            "last created",
                            "last produced 2",
                            "last closed",
                            "last released");
        }

        @Test
        void whenTheConsumerWalksAwayAndNoCircuitCountsIt() {
            Script live = harness.script("live", List.of(1, 2), null);
            StreamRun<Script.Item> run = harness.run(List.of(primary(live, circuit)));
            run.next();
            run.close();
            assertThat(live.closed).isEqualTo(1);
            assertThat(live.released).isEqualTo(1);
            assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
            assertThat(harness.events.getLast())
                    .isInstanceOfSatisfying(
                            StreamEnded.class, ended -> assertThat(ended.end()).isEqualTo(StreamEnded.End.LEFT));
            assertThatThrownBy(run::next).isInstanceOf(CancellationException.class);
        }

        @Test
        void aFailureWhileClosingAfterANormalEndIsNotThrown() {
            Stream<Script.Item> badlyClosed = Stream.of(new Script.Item(1, "live"))
                    .onClose(() -> {
                        throw new IllegalStateException("cannot close");
                    });
            StreamRun<Script.Item> run =
                    harness.run(List.of(new Step<>("Primary", getClass(), opening(badlyClosed), circuit, null)));
            assertThat(drain(run)).hasSize(1);
            assertThat(circuit.outcomes).containsExactly(Outcome.SUCCEEDED);
        }

        @Test
        void nothingRunsBeforeTheFirstItemIsAskedFor() {
            Script live = harness.script("live", List.of(1), null);
            StreamRun<Script.Item> run = harness.run(List.of(primary(live, circuit)));
            run.close();
            assertThat(live.created).isZero();
            assertThat(circuit.outcomes).isEmpty();
            assertThat(harness.events).isEmpty();
        }

        @Test
        void aConsumerThatFailsClosesTheStream() {
            Script live = harness.script("live", List.of(1, 2), null);
            Stream<Script.Item> stream = PulledStream.of(harness.run(List.of(primary(live, circuit))));
            assertThatThrownBy(() -> stream.forEach(item -> {
                        throw new IllegalStateException("consumer");
                    }))
                    .hasMessage("consumer");
            assertThat(live.closed).isEqualTo(1);
            assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
        }
    }

    @Nested
    class Rule7NullsAreRefused {

        @Test
        void aNullItemIsAFailureThatNamesTheHandler() {
            Stream<Script.Item> withNull = Arrays.asList(new Script.Item(1, "live"), (Script.Item) null).stream();
            StreamRun<Script.Item> run =
                    harness.run(List.of(new Step<>("Primary", getClass(), opening(withNull), circuit, null)));
            assertThatThrownBy(() -> drain(run))
                    .isInstanceOf(NullItemException.class)
                    .hasMessage("CQRS00202: The stream of 'Primary' has a null item at position 1; items must not be"
                            + " null");
            assertThat(circuit.outcomes).containsExactly(Outcome.FAILED);
        }

        @Test
        void aNullStreamIsAFailureThatNamesTheHandler() {
            HandlerSource<Script.Item> nothing = opening(null);
            StreamRun<Script.Item> run = harness.run(
                    new Step<>("Primary", getClass(), nothing, circuit, null),
                    fallback("Last", harness.script("last", List.of(2), null), takeover(Continuation.RESTART, 1)));
            assertThat(drain(run)).hasSize(1);
            assertThat(harness.switchovers).containsExactly("0 Primary Last NullItemException");
        }
    }

    @Nested
    class TheSwitchover {

        @Test
        void tellsAsMuchAsTheFallbackRemembers() {
            Script live = harness.script("live", List.of(1, 2, 3, 4), new IOException("cut"));
            Script near = harness.script("near", List.of(), new IOException("cut"));
            Script last = harness.script("last", List.of(), null);
            drain(harness.run(List.of(
                    primary(live, circuit),
                    fallback("Near", near, takeover(Continuation.RESTART, 3)),
                    fallback("Last", last, takeover(Continuation.RESTART, 0)))));
            assertThat(near.told.position()).isEqualTo(4);
            assertThat(near.told.delivered()).extracting(Script.Item::key).containsExactly(2, 3, 4);
            assertThat(near.told.last()).map(Script.Item::key).contains(4);
            assertThat(near.told.from()).isEqualTo(EngineHarness.class);
            assertThat(last.told.last()).isEmpty();
        }

        @Test
        void letsAHandlerContinueByItself() {
            Script live = harness.script("live", List.of(1, 2, 3), new IOException("cut"));
            Script last = harness.script("last", List.of(), null)
                    .continuingBy(switchover -> List.of(
                            switchover.last().orElseThrow().key() + 1,
                            switchover.last().orElseThrow().key() + 2));
            StreamRun<Script.Item> run =
                    harness.run(primary(live, circuit), fallback("Last", last, takeover(Continuation.RESTART, 1)));
            assertThat(drain(run)).extracting(Script.Item::key).containsExactly(1, 2, 3, 4, 5);
        }

        @Test
        void isTold() {
            IOException cut = new IOException("cut");
            drain(harness.run(
                    primary(harness.script("live", List.of(1), cut), circuit),
                    fallback("Last", harness.script("last", List.of(), null), takeover(Continuation.RESTART, 1))));
            assertThat(harness.events).contains(new SwitchedOver("s1", 1, "Primary", "Last", cut));
            assertThat(harness.events)
                    .extracting(event -> event.getClass().getSimpleName())
                    .containsExactly("StreamStarted", "FirstItem", "SwitchedOver", "StreamEnded");
        }
    }

    @Nested
    class TheCircuit {

        @Test
        void hearsOfTheFirstItemOnceAndOfTheEnd() {
            drain(harness.run(List.of(primary(harness.script("live", List.of(1, 2, 3), null), circuit))));
            assertThat(circuit.firstItems).isEqualTo(1);
            assertThat(circuit.outcomes).containsExactly(Outcome.SUCCEEDED);
        }

        @Test
        void classifiesAFailureItself() {
            StreamRun<Script.Item> run = harness.run(
                    List.of(primary(harness.script("live", List.of(1), new IllegalArgumentException("bad")), circuit)));
            assertThatThrownBy(() -> drain(run)).hasMessage("bad");
            assertThat(circuit.outcomes).containsExactly(Outcome.SUCCEEDED);
        }
    }
}
