package org.cqrsjakarta.benchmarks;

import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.io.Serial;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A Multi behind a guard of SmallRye's that goes on with the rest when its source is lost. What is guarded is the end of the
 * Multi: a guard knows the type that has one end, and none that has items.
 */
@State(Scope.Benchmark)
public class GuardedMulti {

    private static final End END = new End();

    private final Guard guard = Guard.create()
            .withCircuitBreaker()
            .requestVolumeThreshold(FailurePolicy.WINDOW)
            .failureRatio(1)
            .done()
            .build();

    private static final class End extends TypeLiteral<Uni<Void>> {
        @Serial
        private static final long serialVersionUID = 1;
    }

    void stream(boolean fails, Blackhole consumer) {
        Counting counting = new Counting(consumer);
        guard.get(() -> consumed(fails ? Items.lostAfterTwo() : Items.from(0), counting), END)
                .onFailure()
                .recoverWithUni(() -> consumed(Items.from(counting.position()), counting))
                .subscribe()
                .with(end -> {});
    }

    private static Uni<Void> consumed(Stream<Integer> source, Counting consumer) {
        return Multi.createFrom().items(source).invoke(consumer).onItem().ignoreAsUni();
    }
}
