package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Bulkhead;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client that comes back is given what it lacks: the stream of the request without what it was given before, wherever
 * the sources are cut this time.
 */
@ParameterizedClass
@MethodSource("everyPairConsumedInEveryWay")
class ComingBackTest {

    private static final int LENGTH = 6;
    private static final List<Integer> ALL = IntStream.range(0, LENGTH).boxed().toList();

    static Stream<Arguments> everyPairConsumedInEveryWay() {
        return RulesOfAStreamTest.everyPairConsumedInEveryWay();
    }

    private final Kind primary;
    private final Kind fallback;
    private final Consumption consumption;

    ComingBackTest(Kind primary, Kind fallback, Consumption consumption) {
        this.primary = primary;
        this.fallback = fallback;
        this.consumption = consumption;
    }

    @ParameterizedTest
    @EnumSource(Continuation.class)
    void fromAnyPositionThroughAnyCut(Continuation continuation) throws InterruptedException {
        for (int cut = 0; cut <= LENGTH; cut++) {
            List<Integer> whole = ContinuationModelTest.model(continuation, List.of(ALL.subList(0, cut), ALL));
            for (int from = 0; from <= LENGTH; from++) {
                EngineHarness harness = new EngineHarness(primary, fallback, consumption);
                Script live = harness.script("live", ALL.subList(0, cut), new IOException("cut"));
                Script last = harness.script("last", ALL, null);
                StreamRun<Script.Item> run = harness.run(
                        List.of(
                                harness.primary(live, Circuit.NONE),
                                harness.fallback("Last", last, takeover(continuation, 2))),
                        from);
                List<Integer> keys =
                        harness.drain(run).stream().map(Script.Item::key).toList();
                harness.awaitThreads();
                String place = "cut at " + cut + ", from " + from;
                assertThat(keys).as(place).isEqualTo(whole.subList(from, whole.size()));
                assertThat(run.position()).as(place).isEqualTo(whole.size());
                assertThat(last.told.position()).as(place).isEqualTo(cut);
                assertThat(last.told.delivered())
                        .as("also those that were passed over: %s", place)
                        .extracting(Script.Item::key)
                        .isEqualTo(ALL.subList(Math.max(0, cut - 2), cut));
                assertThat(live.account()).as(place).containsExactly(1, 1, 1, 1);
                assertThat(last.account()).as(place).containsExactly(1, 1, 1, 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Continuation.class)
    void throughRandomChains(Continuation continuation) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            EngineHarness harness = new EngineHarness(primary, fallback, consumption);
            List<List<Integer>> steps = new ArrayList<>();
            List<Step<Script.Item>> chain = new ArrayList<>();
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                List<Integer> keys = ContinuationModelTest.randomKeys(random);
                Script script = harness.script("s" + i, keys, i == count - 1 ? null : new IOException("cut"));
                steps.add(keys);
                chain.add(
                        i == 0
                                ? harness.primary(script, Circuit.NONE)
                                : harness.fallback("F" + i, script, takeover(continuation, random.nextInt(4))));
            }
            List<Integer> whole = ContinuationModelTest.model(continuation, steps);
            int from = random.nextInt(whole.size() + 1);
            List<Integer> keys = harness.drain(harness.run(chain, from)).stream()
                    .map(Script.Item::key)
                    .toList();
            if (!keys.equals(whole.subList(from, whole.size()))) {
                fail("seed %d, round %d: %s from %d gave %s", seed, round, steps, from, keys);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aPrimaryThatIsTriedAgainPassesOverTheSameItems(Kind kind) throws InterruptedException {
        EngineHarness harness = new EngineHarness(kind, kind, consumption);
        Script first = harness.script("first", ALL.subList(0, 2), new IOException("cut"));
        Script second = harness.script("second", ALL, null);
        AtomicInteger attempts = new AtomicInteger();
        HandlerSource<Script.Item> flaky = () -> (attempts.getAndIncrement() == 0 ? first : second)
                .as(kind.shape)
                .obtain();
        Guards guards = Guards.of(
                "Primary",
                Circuit.NONE,
                Bulkhead.NONE,
                new RetryRule(
                        1, Duration.ZERO, Duration.ofMinutes(1), Duration.ZERO, List.of(Exception.class), List.of()),
                kind.limits);
        StreamRun<Script.Item> run =
                harness.run(List.of(new Step<>("Primary", EngineHarness.class, kind.shape, flaky, guards, null)), 3);
        assertThat(harness.drain(run)).extracting(Script.Item::key).isEqualTo(ALL.subList(3, LENGTH));
        harness.awaitThreads();
        assertThat(attempts).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aStreamThatHasBecomeShorterEndsWhereTheClientIs(Kind kind) throws InterruptedException {
        EngineHarness harness = new EngineHarness(kind, kind, consumption);
        StreamRun<Script.Item> run = harness.run(
                List.of(harness.primary(harness.script("shorter", ALL.subList(0, 2), null), Circuit.NONE)), 4);
        assertThat(harness.drain(run)).isEmpty();
        harness.awaitThreads();
        assertThat(run.position()).isEqualTo(4);
    }
}
