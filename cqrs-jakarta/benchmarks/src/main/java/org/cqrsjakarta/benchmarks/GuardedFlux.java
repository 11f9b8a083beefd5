package org.cqrsjakarta.benchmarks;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Flux;

/** A Flux behind a circuit of Resilience4j's that goes on with the rest when its source is lost. */
@State(Scope.Benchmark)
public class GuardedFlux {

    private final CircuitBreaker circuit = FailurePolicy.resilience4j();

    void stream(boolean fails, Blackhole consumer) {
        Counting counting = new Counting(consumer);
        Flux.fromStream(() -> fails ? Items.lostAfterTwo() : Items.from(0))
                .transformDeferred(CircuitBreakerOperator.of(circuit))
                .onErrorResume(failure -> Flux.fromStream(() -> Items.from(counting.position())))
                .subscribe(counting);
    }
}
