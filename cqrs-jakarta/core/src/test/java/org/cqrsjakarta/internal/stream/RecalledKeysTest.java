package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.internal.stream.EngineHarness.opening;
import static org.cqrsjakarta.internal.stream.EngineHarness.step;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.NullItemException;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.KeyText;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.deployment.Warnings;
import org.junit.jupiter.api.Test;

/** What {@code DISTINCT} knows of the items that a lost node has delivered. The items here are keys. */
class RecalledKeysTest {

    private final EngineHarness harness = new EngineHarness();

    /** What a client is given whose lost node has given it the keys of the first list, of those of the second. */
    private List<Object> seen(int mostKeys, List<?> before, Stream<Object> items) {
        List<String> texts =
                before.stream().map(KeyText::of).flatMap(Optional::stream).toList();
        StreamRun<Object> run = harness.engine.prepare(
                new Chain<>(
                        List.of(
                                step("Primary", opening(Stream.of()), Circuit.NONE, null),
                                step("Last", opening(items), Circuit.NONE, takeover(Continuation.DISTINCT, 0))),
                        mostKeys,
                        (Object item) -> item instanceof Optional<?> none && none.isEmpty() ? null : item),
                "",
                StreamContext.ENCLOSING,
                new Takeover<>("moved", before.size(), 0, List.of(), texts, "node-b"),
                SwitchoverListener.NONE);
        return harness.drain(run);
    }

    private List<Object> seen(List<?> before, Object... items) {
        return seen(Chain.MOST_KEYS, before, Arrays.stream(items));
    }

    private static List<Object> upTo(int last) {
        return IntStream.rangeClosed(1, last).<Object>mapToObj(i -> i).toList();
    }

    @Test
    void keysAreTheSameByTypeAndValue() {
        assertThat(seen(List.of(1, "b", List.of(2L)), 1, "1", 1L, "b", List.of(2L), List.of(2)))
                .containsExactly("1", 1L, List.of(2));
    }

    @Test
    void whatIsDeliveredHereIsKnownByItsOwnKey() {
        Map<String, Integer> withoutText = Map.of("a", 1);
        assertThat(seen(List.of(1), withoutText, 2, Map.of("a", 1), 2, 1, Map.of("b", 1)))
                .containsExactly(withoutText, 2, Map.of("b", 1));
    }

    @Test
    void aKeyWithoutATextIsUnknownHere() {
        assertThat(seen(List.of(Map.of("a", 1)), Map.of("a", 1))).hasSize(1);
    }

    @Test
    void aTextIsNoKey() {
        assertThat(seen(List.of(1), KeyText.of(1).orElseThrow())).containsExactly("Integer:1");
    }

    @Test
    void nullIsRefusedAsEver() {
        assertThatThrownBy(() -> seen(List.of(1, 2), Optional.empty()))
                .isInstanceOf(NullItemException.class)
                .hasMessageContainingAll("CQRS00203", "position 2");
    }

    @Test
    void whereThereIsRoomForAllOfThemNoneIsForgotten() {
        try (Warnings warnings = new Warnings()) {
            assertThat(seen(6, upTo(4), upTo(6).stream())).containsExactly(5, 6);
            assertThat(warnings.seen()).isEmpty();
        }
    }

    @Test
    void whereThereAreMoreThoseThatCameFirstAreForgotten() {
        try (Warnings warnings = new Warnings()) {
            assertThat(seen(3, upTo(5), upTo(6).stream())).containsExactly(1, 2, 6);
            assertThat(warnings.seen())
                    .singleElement()
                    .satisfies(warning -> assertThat(warning).contains("CQRS00256", "moved", "3 keys"));
        }
    }

    @Test
    void theyLeaveLessRoomForThoseOfThisNode() {
        assertThat(seen(3, upTo(2), Stream.of(3, 3, 4, 4, 1, 2))).containsExactly(3, 4, 4);
    }
}
