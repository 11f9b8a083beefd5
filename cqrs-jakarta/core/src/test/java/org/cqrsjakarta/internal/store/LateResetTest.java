package org.cqrsjakarta.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.InMemoryCircuitStore;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

/** "A wish that could not be told for three polls was for this node only." */
class LateResetTest {

    private final ManualTime time = new ManualTime();
    private final InMemoryCircuitStore store = new InMemoryCircuitStore(time);
    private final AtomicBoolean isCut = new AtomicBoolean();

    private final CircuitStore oneWay = new CircuitStore() {
        @Override
        public Shared exchange(Circuit circuit, Report report) {
            check();
            return store.exchange(circuit, report);
        }

        @Override
        public Lease lease(Circuit circuit, Report report, long number) {
            check();
            return store.lease(circuit, report, number);
        }

        @Override
        public Shared settle(Circuit circuit, Report report, String token, Verdict verdict) {
            check();
            return store.settle(circuit, report, token, verdict);
        }

        @Override
        public Subscription subscribe(String namespace, Listener listener) {
            return () -> {};
        }

        private void check() {
            if (isCut.get()) {
                throw new IllegalStateException("Connection refused");
            }
        }
    };

    @Test
    void aResetOfAnHourAgoDoesNotCloseTheCircuitOfTheOthers() {
        GuardedCircuit one = Bench.node("one", oneWay, time, new Bench.Calls(time));
        GuardedCircuit two = Bench.node("two", store, time, new Bench.Calls(time));
        time.advance(Duration.ofSeconds(2));
        two.admit().report(Outcome.FAILED);
        two.admit().report(Outcome.FAILED);
        time.advance(Duration.ofSeconds(1));
        assertThat(one.state()).isEqualTo(CircuitState.OPEN);
        isCut.set(true);
        one.reset();
        time.advance(Duration.ofHours(1));
        assertThat(two.state()).isNotEqualTo(CircuitState.CLOSED);

        isCut.set(false);
        time.advance(Duration.ofSeconds(5));

        assertThat(two.state()).as("the others'").isNotEqualTo(CircuitState.CLOSED);
    }
}
