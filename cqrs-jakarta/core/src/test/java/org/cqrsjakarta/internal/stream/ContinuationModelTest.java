package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Chains cut at every position, for each continuation, every pair of kinds of handler and every way to consume them,
 * against a model too simple to be wrong.
 */
@ParameterizedClass
@MethodSource("everyPairConsumedInEveryWay")
class ContinuationModelTest {

    private static final int LENGTH = 7;
    private static final List<Integer> ALL = IntStream.range(0, LENGTH).boxed().toList();

    static Stream<Arguments> everyPairConsumedInEveryWay() {
        return RulesOfAStreamTest.everyPairConsumedInEveryWay();
    }

    private final Kind primary;
    private final Kind fallback;
    private final Consumption consumption;

    ContinuationModelTest(Kind primary, Kind fallback, Consumption consumption) {
        this.primary = primary;
        this.fallback = fallback;
        this.consumption = consumption;
    }

    private EngineHarness harness() {
        return new EngineHarness(primary, fallback, consumption);
    }

    /** What a client of a chain sees: keys in order. */
    static List<Integer> model(Continuation continuation, List<List<Integer>> steps) {
        List<Integer> seen = new ArrayList<>(steps.getFirst());
        for (List<Integer> step : steps.subList(1, steps.size())) {
            int position = seen.size();
            for (int i = 0; i < step.size(); i++) {
                boolean follows = switch (continuation) {
                    case RESTART -> true;
                    case SKIP_DELIVERED -> i >= position;
                    case DISTINCT -> !seen.contains(step.get(i));
                };
                if (follows) {
                    seen.add(step.get(i));
                }
            }
        }
        return seen;
    }

    @ParameterizedTest
    @EnumSource(Continuation.class)
    void aChainCutTwiceDeliversWhatTheModelDelivers(Continuation continuation) throws InterruptedException {
        for (int firstCut = 0; firstCut <= LENGTH; firstCut++) {
            for (int secondCut = 0; secondCut <= LENGTH; secondCut++) {
                cutTwice(continuation, ALL.subList(0, firstCut), ALL.subList(0, secondCut));
            }
        }
    }

    private void cutTwice(Continuation continuation, List<Integer> first, List<Integer> second)
            throws InterruptedException {
        EngineHarness harness = harness();
        Script live = harness.script("live", first, new IOException("cut"));
        Script near = harness.script("near", second, new IOException("cut again"));
        Script last = harness.script("last", ALL, null);
        StreamRun<Script.Item> run = harness.run(List.of(
                harness.primary(live, Circuit.NONE),
                harness.fallback("Near", near, takeover(continuation, 1)),
                harness.fallback("Last", last, takeover(continuation, 1))));

        List<Integer> keys = harness.drain(run).stream().map(Script.Item::key).toList();
        harness.awaitThreads();

        String cuts = first.size() + " and " + second.size();
        assertThat(keys).as(cuts).isEqualTo(model(continuation, List.of(first, second, ALL)));
        if (continuation != Continuation.RESTART) {
            assertThat(keys).as("each once, none missing, in order: %s", cuts).isEqualTo(ALL);
        }
        for (Script script : List.of(live, near, last)) {
            assertThat(script.account())
                    .as("created, released, opened, closed: %s", cuts)
                    .containsExactly(1, 1, 1, 1);
        }
        assertThat(run.position()).isEqualTo(keys.size());
        assertThat(run.steps()).containsExactly("Primary", "Near", "Last");
        assertThat(last.told.position())
                .isEqualTo(model(continuation, List.of(first, second)).size());
    }

    @ParameterizedTest
    @EnumSource(Continuation.class)
    void theConsumerMayLeaveAnywhere(Continuation continuation) throws InterruptedException {
        for (int cut = 0; cut <= LENGTH; cut++) {
            for (int leaveAfter = 0; leaveAfter <= LENGTH; leaveAfter++) {
                EngineHarness harness = harness();
                var circuit = new EngineHarness.RecordingCircuit();
                Script live = harness.script("live", ALL.subList(0, cut), new IOException("cut"));
                Script last = harness.script("last", ALL, null);
                StreamRun<Script.Item> run = harness.run(
                        harness.primary(live, circuit), harness.fallback("Last", last, takeover(continuation, 1)));
                for (int i = 0; i < leaveAfter; i++) {
                    assertThat(run.next()).isNotNull();
                }
                run.close();
                run.close();
                harness.awaitThreads();
                for (Script script : List.of(live, last)) {
                    assertThat(script.created.get()).isEqualTo(script.released.get());
                    assertThat(script.opened.get()).isEqualTo(script.closed.get());
                }
                assertThat(run.position()).isEqualTo(leaveAfter);
                assertThat(circuit.outcomes).hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Continuation.class)
    void longRandomChainsDeliverWhatTheModelDelivers(Continuation continuation) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            EngineHarness harness = harness();
            List<List<Integer>> steps = new ArrayList<>();
            List<Step<Script.Item>> chain = new ArrayList<>();
            int count = 1 + random.nextInt(5);
            for (int i = 0; i < count; i++) {
                List<Integer> keys = randomKeys(random);
                boolean isLast = i == count - 1;
                Script script = harness.script("s" + i, keys, isLast ? null : new IOException("cut"));
                steps.add(keys);
                chain.add(
                        i == 0
                                ? harness.primary(script, Circuit.NONE)
                                : harness.fallback("F" + i, script, takeover(continuation, random.nextInt(4))));
            }
            List<Integer> keys = harness.drain(harness.run(chain)).stream()
                    .map(Script.Item::key)
                    .toList();
            if (!keys.equals(model(continuation, steps))) {
                fail("seed %d, round %d: %s gave %s", seed, round, steps, keys);
            }
        }
    }

    /** Distinct within one step, in any order: a source does not repeat itself, but two agree on no order. */
    static List<Integer> randomKeys(Random random) {
        Set<Integer> keys = new HashSet<>();
        int count = random.nextInt(150);
        for (int i = 0; i < count; i++) {
            keys.add(random.nextInt(250));
        }
        List<Integer> shuffled = new ArrayList<>(keys);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
