package org.cqrsjakarta.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.InMemoryCircuitStore;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

/** Whatever a store answers reaches no stream, and is not remembered if it cannot be right. */
class ImpossibleAnswersTest {

    private final ManualTime time = new ManualTime();
    private final InMemoryCircuitStore real = new InMemoryCircuitStore(time);
    private UnaryOperator<CircuitStore.Lease> leased = UnaryOperator.identity();
    private UnaryOperator<CircuitStore.Shared> shared = UnaryOperator.identity();

    private final CircuitStore store = new CircuitStore() {
        @Override
        public Shared exchange(Circuit circuit, Report report) {
            // As a store that writes it down.
            assertThat(report.state().name()).isNotEmpty();
            return shared.apply(real.exchange(circuit, report));
        }

        @Override
        public Lease lease(Circuit circuit, Report report, long number) {
            return leased.apply(real.lease(circuit, report, number));
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

    private GuardedCircuit halfOpen() {
        GuardedCircuit node = Bench.node("one", store, time, new Bench.Calls(time));
        time.advance(Duration.ofSeconds(2));
        node.admit().report(Outcome.FAILED);
        node.admit().report(Outcome.FAILED);
        time.advance(Duration.ofSeconds(5));
        assertThat(node.state()).isEqualTo(CircuitState.HALF_OPEN);
        return node;
    }

    @Test
    void aLeaseWithoutATokenFailsNoStream() {
        GuardedCircuit node = halfOpen();
        leased = lease -> new CircuitStore.Lease(null, lease.shared());

        assertThat(node.admit()).isNull();
        assertThat(node.facts().nodes().together()).isFalse();
    }

    @Test
    void aLeaseWithoutAStateFailsNoStream() {
        GuardedCircuit node = halfOpen();
        leased = lease -> new CircuitStore.Lease(
                lease.token(), new CircuitStore.Shared(lease.shared().generation(), null, Duration.ZERO, List.of()));

        assertThat(node.admit()).isNull();
        assertThat(node.facts().nodes().together()).isFalse();
    }

    @Test
    void oneAnswerWithoutAStateIsNotRemembered() {
        GuardedCircuit node = Bench.node("one", store, time, new Bench.Calls(time));
        time.advance(Duration.ofSeconds(2));
        shared = answer -> new CircuitStore.Shared(answer.generation(), null, Duration.ZERO, List.of());
        time.advance(Duration.ofMillis(1_000));
        shared = UnaryOperator.identity();
        time.advance(Duration.ofSeconds(10));

        assertThat(node.facts().nodes().together()).isTrue();
    }

    @Test
    void oneAnswerOfTheLargestGenerationEndsNothing() {
        GuardedCircuit one = Bench.node("one", store, time, new Bench.Calls(time));
        GuardedCircuit two = Bench.node("two", real, time, new Bench.Calls(time));
        time.advance(Duration.ofSeconds(2));
        shared = answer ->
                new CircuitStore.Shared(CircuitStore.LARGEST_GENERATION, CircuitState.CLOSED, Duration.ZERO, List.of());
        time.advance(Duration.ofMillis(1_000));
        shared = UnaryOperator.identity();
        time.advance(Duration.ofSeconds(5));

        two.admit().report(Outcome.FAILED);
        two.admit().report(Outcome.FAILED);
        time.advance(Duration.ofSeconds(1));
        assertThat(one.state()).as("one, after two has opened").isEqualTo(CircuitState.OPEN);
        assertThat(two.facts().nodes().together()).as("together").isTrue();
    }
}
