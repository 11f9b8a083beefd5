package org.cqrsjakarta.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.ProbeRules;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.InMemoryCircuitStore;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

/** As where one command is not allowed, or writes are refused. */
class RefusedLeasesTest {

    private final ManualTime time = new ManualTime();
    private final InMemoryCircuitStore real = new InMemoryCircuitStore(time);
    private boolean leasesFail;

    private final CircuitStore store = new CircuitStore() {
        @Override
        public Shared exchange(Circuit circuit, Report report) {
            return real.exchange(circuit, report);
        }

        @Override
        public Lease lease(Circuit circuit, Report report, long number) {
            if (leasesFail) {
                throw new IllegalStateException("READONLY");
            }
            return real.lease(circuit, report, number);
        }

        @Override
        public Shared settle(Circuit circuit, Report report, String token, Verdict verdict) {
            return real.settle(circuit, report, token, verdict);
        }

        @Override
        public Subscription subscribe(String namespace, Listener listener) {
            return () -> {};
        }
    };

    @Test
    void aStoreThatAnswersAllButLeasesKeepsNoCircuitHalfOpen() {
        ProbeRules probes = new ProbeRules(Duration.ofSeconds(5), Duration.ofSeconds(30));
        GuardedCircuit node = Bench.node("one", store, time, new Bench.Calls(time), probes);
        time.advance(Duration.ofSeconds(2));
        node.admit().report(Outcome.FAILED);
        node.admit().report(Outcome.FAILED);
        time.advance(Duration.ofSeconds(5));
        assertThat(node.state()).isEqualTo(CircuitState.HALF_OPEN);
        leasesFail = true;

        Bench.streams(node, time, Duration.ofMillis(503), Duration.ofMillis(300));
        assertThat(node.state()).isEqualTo(CircuitState.CLOSED);
        time.advance(Duration.ofSeconds(5));
        assertThat(node.state()).as("after exchanges").isEqualTo(CircuitState.CLOSED);

        leasesFail = false;
        time.advance(Duration.ofSeconds(2));
        assertThat(node.facts().nodes().together()).as("together").isTrue();
    }
}
