package org.cqrsjakarta.benchmarks;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A loop by hand over a source behind a circuit of Resilience4j's, and over the rest when it is lost. */
@State(Scope.Benchmark)
public class GuardedLoop {

    private final CircuitBreaker circuit = FailurePolicy.resilience4j();

    /** From now on the circuit refuses. */
    void open() {
        circuit.transitionToForcedOpenState();
    }

    void stream(boolean fails, Blackhole consumer) {
        if (!circuit.tryAcquirePermission()) {
            consume(Items.from(0), new Counting(consumer));
            return;
        }
        Counting counting = new Counting(consumer);
        long begin = circuit.getCurrentTimestamp();
        try {
            consume(fails ? Items.lostAfterTwo() : Items.from(0), counting);
            circuit.onSuccess(circuit.getCurrentTimestamp() - begin, circuit.getTimestampUnit());
        } catch (RuntimeException e) {
            circuit.onError(circuit.getCurrentTimestamp() - begin, circuit.getTimestampUnit(), e);
            consume(Items.from(counting.position()), counting);
        }
    }

    private static void consume(Stream<Integer> source, Counting consumer) {
        try (source) {
            source.forEach(consumer);
        }
    }
}
