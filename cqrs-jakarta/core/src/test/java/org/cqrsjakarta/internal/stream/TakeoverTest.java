package org.cqrsjakarta.internal.stream;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.NodeLostException;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.FailureFilter;
import org.cqrsjakarta.internal.chain.FallbackRule;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.KeyText;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.telemetry.FirstItem;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TookOver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream whose node is lost goes on here, with the step that follows the lost one. */
@ParameterizedClass
@MethodSource("everyKindConsumedInEveryWay")
class TakeoverTest {

    private static final int LENGTH = 7;
    private static final List<Integer> ALL = IntStream.range(0, LENGTH).boxed().toList();

    /** Of a handler whose node is lost. */
    private static final Circuit NOT_ASKED = new Circuit() {
        @Override
        public Permit admit() {
            throw new AssertionError("asked for a lost step");
        }

        @Override
        public Outcome outcomeOf(Throwable cause) {
            throw new AssertionError("told of a lost step");
        }
    };

    static Stream<Arguments> everyKindConsumedInEveryWay() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(Consumption.values()).map(way -> Arguments.of(kind, way)));
    }

    private final Kind kind;
    private final Consumption consumption;
    private final EngineHarness harness;

    TakeoverTest(Kind kind, Consumption consumption) {
        this.kind = kind;
        this.consumption = consumption;
        this.harness = new EngineHarness(kind, kind, consumption);
    }

    private static Takeover<Script.Item> lost(int step, List<Integer> given) {
        List<Script.Item> last = given.subList(Math.max(0, given.size() - 5), given.size()).stream()
                .map(key -> new Script.Item(key, "lost"))
                .toList();
        List<String> keys =
                given.stream().map(key -> KeyText.of(key).orElseThrow()).toList();
        return new Takeover<>("moved", given.size(), step, last, keys, "node-b");
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private List<Integer> keysOf(StreamRun<Script.Item> run) {
        return harness.drain(run).stream().map(Script.Item::key).toList();
    }

    private Step<Script.Item> unasked(String name) {
        HandlerSource<Script.Item> none = () -> {
            throw new AssertionError("created, although its node is lost");
        };
        return EngineHarness.step(
                name, none, NOT_ASKED, name.equals("Primary") ? null : takeover(Continuation.RESTART, 1), kind);
    }

    private Step<Script.Item> fallback(String name, Script script, FallbackRule rule) {
        return harness.fallback(name, script, rule);
    }

    private Step<Script.Item> last(Script script) {
        return fallback("Last", script, takeover(Continuation.RESTART, 1));
    }

    @ParameterizedTest
    @EnumSource(Continuation.class)
    void theNextStepGoesOnByItsContinuationFromAnyPosition(Continuation continuation) throws InterruptedException {
        for (int position = 0; position <= LENGTH; position++) {
            EngineHarness here = new EngineHarness(kind, kind, consumption);
            List<Integer> given = ALL.subList(0, position);
            Script last = here.script("last", ALL, null);
            StreamRun<Script.Item> run = here.run(
                    List.of(unasked("Primary"), here.fallback("Last", last, takeover(continuation, 2))),
                    lost(0, given));
            assertThat(run.position()).as("before the first item").isEqualTo(position);
            List<Integer> keys = here.drain(run).stream().map(Script.Item::key).toList();
            here.awaitThreads();
            List<Integer> whole = ContinuationModelTest.model(continuation, List.of(given, ALL));
            String place = "at " + position;
            assertThat(keys).as(place).isEqualTo(whole.subList(position, whole.size()));
            assertThat(run.position()).as(place).isEqualTo(whole.size());
            assertThat(run.steps()).as("started here, %s", place).containsExactly("Last");
            assertThat(here.switchovers).containsExactly(position + " Primary Last NodeLostException");
            assertThat(last.account()).as(place).containsExactly(1, 1, 1, 1);
            assertThat(last.told.position()).as(place).isEqualTo(position);
            assertThat(last.told.from()).isEqualTo(EngineHarness.class);
            assertThat(last.told.delivered())
                    .as(place)
                    .extracting(Script.Item::key)
                    .isEqualTo(ALL.subList(Math.max(0, position - 2), position));
        }
    }

    @Test
    void theCauseNamesTheNode() {
        Script last = harness.script("last", List.of(4), null);
        StreamRun<Script.Item> run = harness.run(List.of(unasked("Primary"), last(last)), lost(0, upTo(3)));
        assertThat(run.id()).isEqualTo("moved");
        assertThat(keysOf(run)).containsExactly(4);
        assertThat(last.told.cause())
                .hasMessage("CQRS00207: Stream moved has lost node 'node-b', which produced it, at position 3")
                .satisfies(cause -> assertThat(cause.getStackTrace()).isEmpty())
                .asInstanceOf(type(NodeLostException.class))
                .extracting(NodeLostException::node)
                .isEqualTo("node-b");
    }

    @Test
    void aHandlerMayGoOnByItself() {
        Script last = harness.script("last", List.of(), null)
                .continuingBy(switchover ->
                        List.of(switchover.last().orElseThrow().key() + 1, (int) switchover.position() * 10));
        assertThat(keysOf(harness.run(List.of(unasked("Primary"), last(last)), lost(0, List.of(1, 2, 6)))))
                .containsExactly(7, 30);
    }

    @Test
    void theStepAfterTheNextTakesOverWhereTheNextIsRefused() {
        var open = new EngineHarness.RecordingCircuit();
        open.refuses = true;
        Script near = harness.script("near", List.of(8), null).as(kind.shape);
        Script last = harness.script("last", List.of(9), null);
        StreamRun<Script.Item> run = harness.run(
                List.of(
                        unasked("Primary"),
                        EngineHarness.step("Near", near, open, takeover(Continuation.RESTART, 1), kind),
                        last(last)),
                lost(0, upTo(2)));
        assertThat(keysOf(run)).containsExactly(9);
        assertThat(harness.switchovers)
                .containsExactly("2 Primary Near NodeLostException", "2 Near Last CircuitBreakerOpenException");
        assertThat(near.created).hasValue(0);
        assertThat(run.steps()).as("as any that was refused").containsExactly("Last");
    }

    @Test
    void anyStepMayHaveBeenLost() {
        Script last = harness.script("last", upTo(4), null);
        StreamRun<Script.Item> run = harness.run(
                List.of(
                        unasked("Primary"),
                        unasked("Near"),
                        fallback("Last", last, takeover(Continuation.SKIP_DELIVERED, 1))),
                lost(1, upTo(3)));
        assertThat(keysOf(run)).containsExactly(4);
        assertThat(harness.switchovers).containsExactly("3 Near Last NodeLostException");
        assertThat(harness.events).contains(new StreamStarted("moved", Script.Request.class, "Primary"));
    }

    @ParameterizedTest
    @EnumSource(Continuation.class)
    void randomChainsLostAnywhereDeliverWhatTheModelDelivers(Continuation continuation) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            int count = 2 + random.nextInt(3);
            int lost = random.nextInt(count - 1);
            List<Integer> given = ContinuationModelTest.randomKeys(random);
            List<List<Integer>> model = new ArrayList<>(List.of(given));
            List<Step<Script.Item>> chain = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                if (i <= lost) {
                    chain.add(unasked(i == 0 ? "Primary" : "F" + i));
                    continue;
                }
                List<Integer> keys = ContinuationModelTest.randomKeys(random);
                model.add(keys);
                Script script = harness.script("s" + i, keys, i == count - 1 ? null : new IOException("cut"));
                chain.add(fallback("F" + i, script, takeover(continuation, random.nextInt(4))));
            }
            List<Integer> whole = ContinuationModelTest.model(continuation, model);
            List<Integer> keys = keysOf(harness.run(chain, lost(lost, given)));
            if (!keys.equals(whole.subList(given.size(), whole.size()))) {
                fail("seed %d, round %d: after %s gave %s", seed, round, model, keys);
            }
        }
    }

    @Test
    void whateverTheNextStepAppliesOn() {
        var rule = new FallbackRule(
                new FailureFilter(List.of(IOException.class), List.of(NodeLostException.class)),
                Continuation.RESTART,
                1);
        Script last = harness.script("last", List.of(2), null);
        assertThat(keysOf(harness.run(List.of(unasked("Primary"), fallback("Last", last, rule)), lost(0, upTo(1)))))
                .containsExactly(2);
    }

    @Test
    void whatAHandlerMakesOfTheCauseIsAFailureLikeAnyOther() {
        var rule = new FallbackRule(
                new FailureFilter(List.of(Exception.class), List.of(NodeLostException.class)), Continuation.RESTART, 1);
        AtomicReference<Throwable> told = new AtomicReference<>();
        Script near = harness.script("near", List.of(), null).continuingBy(switchover -> {
            told.set(switchover.cause());
            throw (NodeLostException) switchover.cause();
        });
        StreamRun<Script.Item> run = harness.run(
                List.of(
                        unasked("Primary"),
                        fallback("Near", near, takeover(Continuation.RESTART, 1)),
                        fallback("Last", harness.script("last", List.of(2), null), rule)),
                lost(0, upTo(1)));
        Throwable thrown = catchThrowable(() -> harness.drain(run));
        assertThat(thrown).isInstanceOf(NodeLostException.class).isSameAs(told.get());
        assertThat(thrown.getSuppressed()).isEmpty();
    }

    @Test
    void theLossIsSuppressedWhereTheLastStepFailsToo() {
        IOException near = new IOException("near");
        IOException failure = new IOException("last");
        StreamRun<Script.Item> run = harness.run(
                List.of(
                        unasked("Primary"),
                        fallback("Near", harness.script("near", List.of(), near), takeover(Continuation.RESTART, 1)),
                        last(harness.script("last", List.of(3), failure))),
                lost(0, upTo(2)));
        assertThat(catchThrowable(() -> harness.drain(run))).isSameAs(failure);
        assertThat(failure.getSuppressed())
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(NodeLostException.class),
                        second -> assertThat(second).isSameAs(near));
        assertThat(run.position()).isEqualTo(3);
    }

    @Test
    void whatIsToldBeginsAnewButForTheFirstItem() {
        StreamRun<Script.Item> run = harness.run(
                List.of(unasked("Primary"), last(harness.script("last", List.of(3), null))), lost(0, upTo(2)));
        assertThat(harness.events).as("before the first item is asked for").isEmpty();
        harness.drain(run);
        assertThat(harness.events)
                .satisfiesExactly(
                        started -> assertThat(started)
                                .isEqualTo(new StreamStarted("moved", Script.Request.class, "Primary")),
                        switched -> assertThat(switched)
                                .isInstanceOfSatisfying(
                                        SwitchedOver.class,
                                        event -> assertThat(event)
                                                .isEqualTo(new SwitchedOver(
                                                        "moved", 2, "Primary", "Last", event.cause()))),
                        took -> assertThat(took).isEqualTo(new TookOver("moved", 2, "Last", Duration.ZERO)),
                        ended -> assertThat(ended)
                                .isEqualTo(new StreamEnded(
                                        "moved", 3, List.of("Last"), StreamEnded.End.COMPLETED, Duration.ZERO, null)));
    }

    @Test
    void aStreamThatIsLostBeforeItsFirstItemHasThatHere() {
        harness.drain(harness.run(
                List.of(unasked("Primary"), last(harness.script("last", List.of(1), null))), lost(0, List.of())));
        assertThat(harness.events)
                .contains(new FirstItem("moved", "Last", Duration.ZERO))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("StreamStarted", "SwitchedOver", "FirstItem", "TookOver", "StreamEnded");
    }

    @Test
    void whoeverClosesItBeforeTheFirstItemHasBegunNothing() {
        Script last = harness.script("last", List.of(3), null);
        StreamRun<Script.Item> run = harness.run(List.of(unasked("Primary"), last(last)), lost(0, upTo(2)));
        run.close();
        assertThatThrownBy(() -> harness.drain(run)).isInstanceOf(CancellationException.class);
        assertThat(harness.events).isEmpty();
        assertThat(harness.switchovers).isEmpty();
        assertThat(last.created).hasValue(0);
        assertThat(run.position()).isEqualTo(2);
    }

    @Test
    void whoeverClosesItWhenHeHearsOfTheSwitchoverIsGivenNothing() {
        var circuit = new EngineHarness.RecordingCircuit();
        Script last = harness.script("last", List.of(3), null).as(kind.shape);
        AtomicReference<StreamRun<Script.Item>> run = new AtomicReference<>();
        run.set(harness.engine.prepare(
                new Chain<>(List.of(
                        unasked("Primary"),
                        EngineHarness.step("Last", last, circuit, takeover(Continuation.RESTART, 1), kind))),
                new Script.Request(),
                StreamContext.ENCLOSING,
                lost(0, upTo(2)),
                (position, from, to, cause) -> run.get().close()));
        assertThatThrownBy(() -> harness.drain(run.get())).isInstanceOf(CancellationException.class);
        assertThat(circuit.outcomes).as("admitted, and never used").containsExactly(Outcome.IGNORED);
        assertThat(last.created).hasValue(0);
        assertThat(harness.events)
                .last()
                .isInstanceOfSatisfying(
                        StreamEnded.class, ended -> assertThat(ended.end()).isEqualTo(StreamEnded.End.LEFT));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void whatTheLostNodeHasDeliveredIsDelivered(int position) {
        var attempts = new Attempts<>(List.of(
                harness.script("first", List.of(), new IOException("1")).as(kind.shape),
                harness.script("second", List.of(7), null).as(kind.shape)));
        var once = new RetryRule(1, ofMillis(0), ofMillis(0), ofMillis(0), List.of(Exception.class), List.of());
        Guards guards = Guards.of("Last", Circuit.NONE, Bulkhead.NONE, once, kind.limits);
        StreamRun<Script.Item> run = harness.run(
                List.of(
                        unasked("Primary"),
                        new Step<>(
                                "Last", getClass(), kind.shape, attempts, guards, takeover(Continuation.RESTART, 1))),
                lost(0, upTo(position)));
        if (position == 0) {
            assertThat(keysOf(run)).containsExactly(7);
        } else {
            assertThatThrownBy(() -> harness.drain(run)).hasMessage("1");
        }
        assertThat(attempts.made()).as("tried again only where nothing was").isEqualTo(position == 0 ? 2 : 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 2})
    void aStepThatNoneFollowsIsNotTakenOver(int step) {
        List<Step<Script.Item>> chain = List.of(unasked("Primary"), last(harness.script("last", upTo(1), null)));
        assertThat(new Chain<>(chain).canTakeOver(step)).isFalse();
        assertThat(new Chain<>(chain).canTakeOver(0)).isTrue();
        assertThatThrownBy(() -> harness.run(chain, lost(step, upTo(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("step = " + step + " of 2,");
    }

    @Test
    void thePositionCountsTheItemsThatAreKnown() {
        assertThatThrownBy(() -> new Takeover<>("moved", 1, 0, List.of(1, 2), List.of(), "node-b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("position = 1, allowed: 2");
        assertThatThrownBy(() -> new Takeover<>("moved", -1, 0, List.of(), List.of(), "node-b"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
