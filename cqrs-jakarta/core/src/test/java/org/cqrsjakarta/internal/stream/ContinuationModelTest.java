package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.cqrsjakarta.internal.stream.EngineHarness.drain;
import static org.cqrsjakarta.internal.stream.EngineHarness.fallback;
import static org.cqrsjakarta.internal.stream.EngineHarness.primary;
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
import org.cqrsjakarta.internal.circuit.Circuit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains cut at every position, for each continuation, against a model too simple to be wrong. */
class ContinuationModelTest {

    private static final int LENGTH = 7;
    private static final List<Integer> ALL = IntStream.range(0, LENGTH).boxed().toList();

    static Stream<Arguments> cuts() {
        return Stream.of(Continuation.values())
                .flatMap(continuation -> IntStream.rangeClosed(0, LENGTH)
                        .boxed()
                        .flatMap(first -> IntStream.rangeClosed(0, LENGTH)
                                .mapToObj(second -> Arguments.of(continuation, first, second))));
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
    @MethodSource("cuts")
    void aChainCutTwiceDeliversWhatTheModelDelivers(Continuation continuation, int firstCut, int secondCut) {
        EngineHarness harness = new EngineHarness();
        Script live = harness.script("live", ALL.subList(0, firstCut), new IOException("cut"));
        Script near = harness.script("near", ALL.subList(0, secondCut), new IOException("cut again"));
        Script last = harness.script("last", ALL, null);
        StreamRun<Script.Item> run = harness.run(List.of(
                primary(live, Circuit.NONE),
                fallback("Near", near, takeover(continuation, 1)),
                fallback("Last", last, takeover(continuation, 1))));

        List<Integer> keys = drain(run).stream().map(Script.Item::key).toList();

        assertThat(keys)
                .isEqualTo(model(continuation, List.of(ALL.subList(0, firstCut), ALL.subList(0, secondCut), ALL)));
        if (continuation != Continuation.RESTART) {
            assertThat(keys).as("each once, none missing, in order").isEqualTo(ALL);
        }
        for (Script script : List.of(live, near, last)) {
            assertThat(List.of(script.created, script.released, script.opened, script.closed))
                    .as("created, released, opened, closed")
                    .containsExactly(1, 1, 1, 1);
        }
        assertThat(run.position()).isEqualTo(keys.size());
        assertThat(run.steps()).containsExactly("Primary", "Near", "Last");
        assertThat(last.told.position())
                .isEqualTo(model(continuation, List.of(ALL.subList(0, firstCut), ALL.subList(0, secondCut)))
                        .size());
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void theConsumerMayLeaveAnywhere(Continuation continuation, int cut, int leaveAfter) {
        EngineHarness harness = new EngineHarness();
        var circuit = new EngineHarness.RecordingCircuit();
        Script live = harness.script("live", ALL.subList(0, cut), new IOException("cut"));
        Script last = harness.script("last", ALL, null);
        StreamRun<Script.Item> run =
                harness.run(primary(live, circuit), fallback("Last", last, takeover(continuation, 1)));
        for (int i = 0; i < leaveAfter; i++) {
            assertThat(run.next()).isNotNull();
        }
        run.close();
        run.close();
        assertThat(live.created).isEqualTo(live.released);
        assertThat(live.opened).isEqualTo(live.closed);
        assertThat(last.created).isEqualTo(last.released);
        assertThat(last.opened).isEqualTo(last.closed);
        assertThat(run.position()).isEqualTo(leaveAfter);
        assertThat(circuit.outcomes).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Continuation.class)
    void longRandomChainsDeliverWhatTheModelDelivers(Continuation continuation) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            EngineHarness harness = new EngineHarness();
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
                                ? primary(script, Circuit.NONE)
                                : fallback("F" + i, script, takeover(continuation, random.nextInt(4))));
            }
            List<Integer> keys =
                    drain(harness.run(chain)).stream().map(Script.Item::key).toList();
            if (!keys.equals(model(continuation, steps))) {
                fail("seed %d, round %d: %s gave %s", seed, round, steps, keys);
            }
        }
    }

    /** Distinct within one step, in any order: a source does not repeat itself, but two agree on no order. */
    private static List<Integer> randomKeys(Random random) {
        Set<Integer> keys = new HashSet<>();
        int count = random.nextInt(60);
        for (int i = 0; i < count; i++) {
            keys.add(random.nextInt(100));
        }
        List<Integer> shuffled = new ArrayList<>(keys);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
