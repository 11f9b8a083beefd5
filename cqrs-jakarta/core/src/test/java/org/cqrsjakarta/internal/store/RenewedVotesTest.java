package org.cqrsjakarta.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.ProbeRules;
import org.cqrsjakarta.spi.InMemoryCircuitStore;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenewedVotesTest {

    /** A lease is any time of more than 0, and a poll is 1 s here. */
    @ParameterizedTest
    @ValueSource(ints = {100, 500, 900, 30_000})
    void aProbeLongerThanItsLeaseClosesTheCircuit(int leaseMillis) {
        ManualTime time = new ManualTime();
        ProbeRules probes = new ProbeRules(Duration.ofSeconds(5), Duration.ofMillis(leaseMillis));
        GuardedCircuit node = Bench.node("one", new InMemoryCircuitStore(time), time, new Bench.Calls(time), probes);
        time.advance(Duration.ofSeconds(2));
        node.admit().report(Outcome.FAILED);
        node.admit().report(Outcome.FAILED);
        time.advance(Duration.ofSeconds(5));
        assertThat(node.state()).isEqualTo(CircuitState.HALF_OPEN);

        Bench.streams(node, time, Duration.ofMillis(5_003), Duration.ofMillis(1_700));

        assertThat(node.state()).isEqualTo(CircuitState.CLOSED);
    }
}
