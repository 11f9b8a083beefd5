package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.deployment.Warnings;
import org.junit.jupiter.api.Test;

/** Streams that deliver more keys than are kept. */
class DistinctBoundTest {

    private final EngineHarness harness = new EngineHarness();

    /** What a client sees of steps that all fail but the last one, with room for so many keys. */
    private List<Integer> seen(int mostKeys, Continuation continuation, List<List<Integer>> steps) {
        List<Step<Script.Item>> chain = new ArrayList<>();
        for (List<Integer> keys : steps) {
            boolean last = chain.size() == steps.size() - 1;
            Script script = harness.script("step" + chain.size(), keys, last ? null : new IOException("cut"));
            chain.add(
                    chain.isEmpty()
                            ? harness.primary(script, Circuit.NONE)
                            : harness.fallback("Step" + chain.size(), script, takeover(continuation, 1)));
        }
        StreamRun<Script.Item> run = harness.engine.prepare(
                new Chain<>(chain, mostKeys), new Script.Request(), StreamContext.ENCLOSING, SwitchoverListener.NONE);
        return harness.drain(run).stream().map(Script.Item::key).toList();
    }

    private List<Integer> seen(int mostKeys, List<List<Integer>> steps) {
        return seen(mostKeys, Continuation.DISTINCT, steps);
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void repeatsOfTheKeysThatCameFirstComeAgainAndNoOthers() {
        try (Warnings warnings = new Warnings()) {
            assertThat(seen(3, List.of(upTo(6), upTo(8)))).containsExactly(1, 2, 3, 4, 5, 6, 1, 2, 3, 7, 8);
            assertThat(warnings.seen())
                    .singleElement()
                    .satisfies(warning ->
                            assertThat(warning).contains("CQRS00256", "s1", "3 keys", "cqrs.continuation.keys"));
        }
    }

    @Test
    void aStreamWithJustAsManyKeysForgetsNone() {
        try (Warnings warnings = new Warnings()) {
            assertThat(seen(6, List.of(upTo(4), upTo(6)))).isEqualTo(upTo(6));
            assertThat(warnings.seen()).isEmpty();
        }
    }

    @Test
    void whatAFallbackGivesForItselfIsKeptForTheNextOneWhileThereIsRoom() {
        assertThat(seen(3, List.of(upTo(2), upTo(4), upTo(5)))).containsExactly(1, 2, 3, 4, 4, 5);
    }

    @Test
    void whereNoStepAsksForThemNoKeysAreKept() {
        try (Warnings warnings = new Warnings()) {
            assertThat(seen(1, Continuation.RESTART, List.of(upTo(3), upTo(3)))).hasSize(6);
            assertThat(warnings.seen()).isEmpty();
        }
    }

    @Test
    void aBoundIsPositive() {
        Step<Script.Item> step = harness.primary(harness.script("live", upTo(1), null), Circuit.NONE);
        assertThatThrownBy(() -> new Chain<>(List.of(step), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mostKeys = 0");
    }

    @Test
    void whateverIsForgottenNoItemIsLost() {
        Random random = new Random(15);
        for (int round = 0; round < 2_000; round++) {
            List<List<Integer>> steps = new ArrayList<>();
            for (int step = 0; step < 3; step++) {
                steps.add(random.ints(random.nextInt(12), 0, 15).boxed().toList());
            }
            int most = 1 + random.nextInt(20);
            var all = new HashSet<Integer>();
            steps.forEach(all::addAll);
            List<Integer> seen = seen(most, steps);
            assertThat(seen).as("%d keys of %s", most, steps).containsAll(all);
            if (most >= all.size()) {
                assertThat(seen).isEqualTo(ContinuationModelTest.model(Continuation.DISTINCT, steps));
            }
        }
    }
}
