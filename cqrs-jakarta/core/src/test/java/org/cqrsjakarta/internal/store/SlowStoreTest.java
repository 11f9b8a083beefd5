package org.cqrsjakarta.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.spi.InMemoryCircuitStore;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store that always answers, and always later than {@code cqrs.store.timeout}. */
class SlowStoreTest {

    @ParameterizedTest
    @CsvSource({
        "10, 37",
        "10, 5003",
        "60, 37",
        "60, 503",
        "60, 5003",
        "90, 37",
        "90, 503",
        "90, 5003",
        "150, 37",
        "150, 503",
        "150, 5003",
        "900, 37",
        "900, 503",
        "900, 5003",
        "900, 40009"
    })
    void theCircuitClosesOnceItsSourceIsBack(int latencyMillis, int everyMillis) {
        ManualTime time = new ManualTime();
        Bench.Calls calls = new Bench.Calls(time);
        GuardedCircuit node = Bench.node("one", calls.slow(new InMemoryCircuitStore(time)), time, calls);
        time.advance(Duration.ofSeconds(2));
        calls.takes(Duration.ofMillis(latencyMillis));
        node.admit().report(Outcome.FAILED);
        node.admit().report(Outcome.FAILED);
        time.advance(Duration.ofSeconds(5));

        // The source works again.
        Bench.streams(node, time, Duration.ofMillis(everyMillis), Duration.ofSeconds(1));

        assertThat(node.state()).isEqualTo(CircuitState.CLOSED);
    }
}
