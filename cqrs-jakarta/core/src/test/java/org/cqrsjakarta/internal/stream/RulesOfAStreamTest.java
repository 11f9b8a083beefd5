package org.cqrsjakarta.internal.stream;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.stream.EngineHarness.opening;
import static org.cqrsjakarta.internal.stream.EngineHarness.step;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.NullItemException;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.chain.FailureFilter;
import org.cqrsjakarta.internal.chain.FallbackRule;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TookOver;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of a stream (design 5), one group each, for every pair of kinds of handler and every way to consume them; the
 * eighth is {@link ContinuationModelTest}.
 */
@ParameterizedClass
@MethodSource("everyPairConsumedInEveryWay")
class RulesOfAStreamTest {

    /** With {@code -Dpairs=same} only pairs of one kind, for the many runs that mutation testing takes. */
    static Stream<Arguments> everyPairConsumedInEveryWay() {
        boolean all = !"same".equals(System.getProperty("pairs"));
        return Stream.of(Kind.values())
                .flatMap(primary -> Stream.of(Kind.values())
                        .filter(fallback -> all || fallback == primary)
                        .flatMap(fallback -> Stream.of(Consumption.values())
                                .map(consumption -> Arguments.of(primary, fallback, consumption))));
    }

    private final EngineHarness harness;

    RulesOfAStreamTest(Kind primary, Kind fallback, Consumption consumption) {
        harness = new EngineHarness(primary, fallback, consumption);
    }

    private final EngineHarness.RecordingCircuit circuit = new EngineHarness.RecordingCircuit();

    private FallbackRule only(Class<? extends Throwable> applyOn, List<Class<? extends Throwable>> skipOn) {
        return new FallbackRule(new FailureFilter(List.of(applyOn), skipOn), Continuation.RESTART, 1);
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
                    harness.primary(live, circuit),
                    harness.fallback("Last", last, only(ConnectException.class, List.of())));
            assertThat(harness.drain(run)).extracting(Script.Item::key).containsExactly(1, 2);
            assertThat(harness.switchovers).containsExactly("1 Primary Last ConnectException");
            assertThat(last.told.cause()).isSameAs(thrown);
        }

        @ParameterizedTest
        @MethodSource("wrapped")
        void theCallerSeesWhatWasThrown(Throwable thrown) {
            StreamRun<Script.Item> run =
                    harness.run(List.of(harness.primary(harness.script("live", List.of(), thrown), circuit)));
            assertThat(catchThrowable(() -> harness.drain(run))).isSameAs(thrown);
        }

        @Test
        void creatingTheHandlerCanFailToo() {
            HandlerSource<Script.Item> failing = () -> {
                throw new IllegalStateException("no handler");
            };
            StreamRun<Script.Item> run = harness.run(
                    step("Primary", failing, circuit, null),
                    harness.fallback(
                            "Last", harness.script("last", List.of(2), null), takeover(Continuation.RESTART, 1)));
            assertThat(harness.drain(run)).extracting(Script.Item::key).containsExactly(2);
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
            StreamRun<Script.Item> run = harness.run(
                    harness.primary(live, circuit), harness.fallback("Last", last, takeover(Continuation.RESTART, 1)));
            assertThat(catchThrowable(() -> harness.drain(run))).isSameAs(error);
            assertThat(error.getSuppressed()).isEmpty();
            assertThat(last.created).hasValue(0);
            assertThat(live.closed).hasValue(1);
            assertThat(circuit.outcomes).containsExactly(Outcome.FAILED);
        }

        @Test
        void applyOnMayNameThem() {
            Script live = harness.script("live", List.of(1), new StackOverflowError());
            Script last = harness.script("last", List.of(2), null);
            StreamRun<Script.Item> run = harness.run(
                    harness.primary(live, circuit),
                    harness.fallback("Last", last, only(StackOverflowError.class, List.of())));
            assertThat(harness.drain(run)).extracting(Script.Item::key).containsExactly(1, 2);
        }
    }

    @Nested
    class Rule3WhatIsNotAdmittedReachesTheCaller {

        @Test
        void applyOnLeavesItOut() {
            IOException failure = new IOException("cut");
            Script last = harness.script("last", List.of(2), null);
            StreamRun<Script.Item> run = harness.run(
                    harness.primary(harness.script("live", List.of(1), failure), circuit),
                    harness.fallback("Last", last, only(ConnectException.class, List.of())));
            assertThat(catchThrowable(() -> harness.drain(run))).isSameAs(failure);
            assertThat(last.created).hasValue(0);
            assertThat(circuit.outcomes).containsExactly(Outcome.FAILED);
        }

        @Test
        void skipOnWins() {
            ConnectException failure = new ConnectException("refused");
            Script last = harness.script("last", List.of(2), null);
            StreamRun<Script.Item> run = harness.run(
                    harness.primary(harness.script("live", List.of(1), failure), circuit),
                    harness.fallback("Last", last, only(IOException.class, List.of(ConnectException.class))));
            assertThat(catchThrowable(() -> harness.drain(run))).isSameAs(failure);
            assertThat(last.created).hasValue(0);
        }

        @Test
        void aRefusalAlwaysLeadsToTheFallback() {
            circuit.refuses = true;
            Script live = harness.script("live", List.of(1), null);
            Script last = harness.script("last", List.of(2), null);
            StreamRun<Script.Item> run = harness.run(
                    harness.primary(live, circuit),
                    harness.fallback("Last", last, only(ConnectException.class, List.of())));
            assertThat(harness.drain(run)).extracting(Script.Item::key).containsExactly(2);
            assertThat(live.created).hasValue(0);
            assertThat(run.steps()).containsExactly("Last");
            assertThat(harness.switchovers).containsExactly("0 Primary Last CircuitBreakerOpenException");
            assertThat(last.told.cause())
                    .isInstanceOf(CircuitBreakerOpenException.class)
                    .hasMessageStartingWith("CQRS00200");
            assertThat(last.told.cause().getStackTrace())
                    .as("shared between streams")
                    .isEmpty();
        }

        @Test
        void aRefusalWithoutFallbackReachesTheCaller() {
            circuit.refuses = true;
            StreamRun<Script.Item> run =
                    harness.run(List.of(harness.primary(harness.script("live", List.of(1), null), circuit)));
            assertThatThrownBy(() -> harness.drain(run))
                    .isInstanceOf(CircuitBreakerOpenException.class)
                    .hasMessageContaining("'Primary'")
                    .hasMessageStartingWith("CQRS00200");
        }

        @Test
        void eachCallerGetsARefusalOfItsOwn() {
            circuit.refuses = true;
            Step<Script.Item> primary = harness.primary(harness.script("live", List.of(1), null), circuit);
            Throwable first = catchThrowable(() -> harness.drain(harness.run(List.of(primary))));
            Throwable second = catchThrowable(() -> harness.drain(harness.run(List.of(primary))));
            assertThat(second).isNotSameAs(first).hasSameClassAs(first).hasMessage(first.getMessage());
            assertThat(first.getStackTrace()).isNotEmpty();
        }

        @Test
        void aRefusalThatAFallbackThrowsAgainIsOneOfItsOwnToo() {
            circuit.refuses = true;
            IOException lost = new IOException("lost");
            Script near = harness.script("near", List.of(), lost);
            Script last = harness.script("last", List.of(), null);
            List<Throwable> told = new ArrayList<>();
            near.continuingBy(switchover -> {
                told.add(switchover.cause());
                return List.of();
            });
            last.continuingBy(switchover -> {
                throw Causes.<RuntimeException>rethrow(told.getFirst());
            });
            StreamRun<Script.Item> run = harness.run(List.of(
                    harness.primary(harness.script("live", List.of(1), null), circuit),
                    harness.fallback("Near", near, takeover(Continuation.RESTART, 1)),
                    harness.fallback("Last", last, takeover(Continuation.RESTART, 1))));
            Throwable seen = catchThrowable(() -> harness.drain(run));
            assertThat(seen).isInstanceOf(CircuitBreakerOpenException.class).isNotSameAs(told.getFirst());
            assertThat(seen.getSuppressed()).containsExactly(told.getFirst(), lost);
            assertThat(told.getFirst().getSuppressed())
                    .as("shared between streams")
                    .isEmpty();
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
                    harness.primary(harness.script("live", List.of(1), first), circuit),
                    harness.fallback(
                            "Near", harness.script("near", List.of(), second), takeover(Continuation.RESTART, 1)),
                    harness.fallback(
                            "Last", harness.script("last", List.of(), third), takeover(Continuation.RESTART, 1))));
            assertThat(catchThrowable(() -> harness.drain(run))).isSameAs(third);
            assertThat(third.getSuppressed()).containsExactly(first, second);
            assertThat(run.next()).as("after the failure").isNull();
        }

        @Test
        void theSameExceptionTwiceIsNotItsOwnSuppressed() {
            IOException same = new IOException("same");
            StreamRun<Script.Item> run = harness.run(
                    harness.primary(harness.script("live", List.of(1), same), circuit),
                    harness.fallback(
                            "Last", harness.script("last", List.of(), same), takeover(Continuation.RESTART, 1)));
            assertThat(catchThrowable(() -> harness.drain(run))).isSameAs(same);
            assertThat(same.getSuppressed()).isEmpty();
        }
    }

    @Nested
    class Rule5EverythingIsClosedOnce {

        @Test
        void beforeTheNextStepProducesItsFirstItem() {
            Script live = harness.script("live", List.of(1), new IOException("cut"));
            Script last = harness.script("last", List.of(2), null);
            harness.drain(harness.run(
                    harness.primary(live, circuit), harness.fallback("Last", last, takeover(Continuation.RESTART, 1))));
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
        void whenTheConsumerWalksAwayAndNoCircuitCountsIt() throws InterruptedException {
            Script live = harness.script("live", List.of(1, 2), null);
            StreamRun<Script.Item> run = harness.run(List.of(harness.primary(live, circuit)));
            run.next();
            run.close();
            harness.awaitThreads();
            assertThat(live.closed).hasValue(1);
            assertThat(live.released).hasValue(1);
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
            StreamRun<Script.Item> run = harness.run(List.of(step("Primary", opening(badlyClosed), circuit, null)));
            assertThat(harness.drain(run)).hasSize(1);
            assertThat(circuit.outcomes).containsExactly(Outcome.SUCCEEDED);
        }

        @Test
        void nothingRunsBeforeTheFirstItemIsAskedFor() {
            Script live = harness.script("live", List.of(1), null);
            StreamRun<Script.Item> run = harness.run(List.of(harness.primary(live, circuit)));
            run.close();
            assertThat(live.created).hasValue(0);
            assertThat(circuit.outcomes).isEmpty();
            assertThat(harness.events).isEmpty();
        }

        @Test
        void aConsumerThatFailsClosesTheStream() throws InterruptedException {
            Script live = harness.script("live", List.of(1, 2), null);
            Stream<Script.Item> stream = PulledStream.of(harness.run(List.of(harness.primary(live, circuit))));
            assertThatThrownBy(() -> stream.forEach(item -> {
                        throw new IllegalStateException("consumer");
                    }))
                    .hasMessage("consumer");
            harness.awaitThreads();
            assertThat(live.closed).hasValue(1);
            assertThat(circuit.outcomes).containsExactly(Outcome.IGNORED);
        }
    }

    @Nested
    class Rule7NullsAreRefused {

        @Test
        void aNullItemIsAFailureThatNamesTheHandler() {
            Stream<Script.Item> withNull = Arrays.asList(new Script.Item(1, "live"), (Script.Item) null).stream();
            StreamRun<Script.Item> run = harness.run(List.of(step("Primary", opening(withNull), circuit, null)));
            assertThatThrownBy(() -> harness.drain(run))
                    .isInstanceOf(NullItemException.class)
                    .hasMessage(
                            "CQRS00800: 'Primary' gave null as its item number 1, counted from 0; items must not be null");
            assertThat(circuit.outcomes).containsExactly(Outcome.FAILED);
        }
    }

    @Nested
    class TheSwitchover {

        @Test
        void tellsAsMuchAsTheFallbackRemembers() {
            Script live = harness.script("live", List.of(1, 2, 3, 4), new IOException("cut"));
            Script near = harness.script("near", List.of(), new IOException("cut"));
            Script last = harness.script("last", List.of(), null);
            harness.drain(harness.run(List.of(
                    harness.primary(live, circuit),
                    harness.fallback("Near", near, takeover(Continuation.RESTART, 3)),
                    harness.fallback("Last", last, takeover(Continuation.RESTART, 0)))));
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
            StreamRun<Script.Item> run = harness.run(
                    harness.primary(live, circuit), harness.fallback("Last", last, takeover(Continuation.RESTART, 1)));
            assertThat(harness.drain(run)).extracting(Script.Item::key).containsExactly(1, 2, 3, 4, 5);
        }

        @Test
        void isTold() {
            IOException cut = new IOException("cut");
            harness.drain(harness.run(
                    harness.primary(harness.script("live", List.of(1), cut), circuit),
                    harness.fallback(
                            "Last", harness.script("last", List.of(), null), takeover(Continuation.RESTART, 1))));
            assertThat(harness.events).contains(new SwitchedOver("s1", 1, "Primary", "Last", cut));
            assertThat(harness.events)
                    .extracting(event -> event.getClass().getSimpleName())
                    .containsExactly("StreamStarted", "FirstItem", "SwitchedOver", "StreamEnded");
        }

        @Test
        void isToldWithItsGapSinceTheFirstOfSeveralInARow() {
            IOException cut = new IOException("cut");
            Script dead = harness.script("dead", List.of(), cut).continuingBy(switchover -> {
                harness.time.advance(ofMillis(5));
                return List.of();
            });
            Script last = harness.script("last", List.of(), null).continuingBy(switchover -> {
                harness.time.advance(ofMillis(3));
                return List.of(1, 2);
            });
            harness.drain(harness.run(List.of(
                    harness.primary(harness.script("live", List.of(1), cut), circuit),
                    harness.fallback("Dead", dead, takeover(Continuation.RESTART, 1)),
                    harness.fallback("Last", last, takeover(Continuation.RESTART, 1)))));
            assertThat(harness.events).contains(new TookOver("s1", 1, "Last", ofMillis(8)));
        }
    }

    @Nested
    class TheCircuit {

        @Test
        void hearsOfEachItemWhileItWatchesAndOfTheEnd() {
            harness.drain(harness.run(
                    List.of(harness.primary(harness.script("live", List.of(1, 2, 3), null), circuit))));
            assertThat(circuit.items).hasValue(3);
            assertThat(circuit.outcomes).containsExactly(Outcome.SUCCEEDED);
        }

        @Test
        void hearsOfNoItemWhenItDoesNotWatch() {
            circuit.watches = false;
            harness.drain(harness.run(
                    List.of(harness.primary(harness.script("live", List.of(1, 2, 3), null), circuit))));
            assertThat(circuit.items).hasValue(0);
        }

        @Test
        void classifiesAFailureItself() {
            StreamRun<Script.Item> run = harness.run(List.of(
                    harness.primary(harness.script("live", List.of(1), new IllegalArgumentException("bad")), circuit)));
            assertThatThrownBy(() -> harness.drain(run)).hasMessage("bad");
            assertThat(circuit.outcomes).containsExactly(Outcome.SUCCEEDED);
        }
    }
}
