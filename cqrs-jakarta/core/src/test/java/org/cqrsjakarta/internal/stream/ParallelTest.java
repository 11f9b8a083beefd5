package org.cqrsjakarta.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.stream.EngineHarness.takeover;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Consumers that call {@code parallel()} on the stream that they are given. */
@ParameterizedClass
@EnumSource(Kind.class)
class ParallelTest {

    /** More than the JDK reads ahead for the first thread that helps. */
    private static final List<Integer> KEYS =
            IntStream.rangeClosed(1, 3_000).boxed().toList();

    /** Consumed as a whole, item by item, and through an operator that asks for splits. */
    enum Way {
        WHOLE(stream -> stream),
        ITEM_BY_ITEM(stream -> stream.takeWhile(item -> true)),
        SPLIT(stream -> Stream.concat(stream, Stream.empty()));

        final UnaryOperator<Stream<Script.Item>> operator;

        Way(UnaryOperator<Stream<Script.Item>> operator) {
            this.operator = operator;
        }
    }

    private final EngineHarness harness;
    private final List<Integer> seen = new CopyOnWriteArrayList<>();
    private final Set<Thread> consumers = ConcurrentHashMap.newKeySet();

    ParallelTest(Kind kind) {
        this.harness = new EngineHarness(kind, kind, Consumption.PULL);
    }

    private void consume(StreamRun<Script.Item> run, Way way) {
        way.operator.apply(PulledStream.of(run).parallel()).forEach(item -> {
            consumers.add(Thread.currentThread());
            seen.add(item.key());
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"WHOLE", "SPLIT"})
    void allItemsBeforeAFailureAreSeenByOneThread(Way way) {
        Script live = harness.script("live", KEYS, new IOException("cut"));
        Throwable thrown =
                catchThrowable(() -> consume(harness.run(List.of(harness.primary(live, Circuit.NONE))), way));
        assertThat(thrown).isInstanceOf(IOException.class).hasMessageContaining("cut");
        assertThat(seen).isEqualTo(KEYS);
        assertThat(consumers).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void allItemsAreSeenOverASwitchover(Way way) {
        Script live = harness.script("live", List.of(1, 2), new IOException("cut"));
        Script last = harness.script("last", List.of(3, 4), null);
        consume(
                harness.run(
                        harness.primary(live, Circuit.NONE),
                        harness.fallback("Last", last, takeover(Continuation.RESTART, 1))),
                way);
        assertThat(seen).containsExactlyInAnyOrder(1, 2, 3, 4);
    }
}
