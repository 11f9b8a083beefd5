package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cqrsjakarta.spi.CircuitStore;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Who is told of what. */
abstract class CircuitNewsRules extends CircuitRules {

    CircuitNewsRules(CircuitStoreContract contract) {
        super(contract);
    }

    @Test
    void tellsOfAChangeUntilItIsClosed() throws Exception {
        Assumptions.assumeTrue(contract.tells(), "it does not tell of changes");
        CountDownLatch told = new CountDownLatch(1);
        AtomicBoolean changes = new AtomicBoolean();
        CircuitStore.Listener listener = new CircuitStore.Listener() {
            @Override
            public void changed(String name) {
                if (name.equals(circuit.name())) {
                    told.countDown();
                }
            }

            @Override
            public void allMayHaveChanged() {
                // If it was not connected yet, that is how it learns.
                if (changes.get()) {
                    told.countDown();
                }
            }
        };
        CircuitStore.Subscription subscription = store().subscribe(circuit.namespace(), listener);
        contract.pass(delay);

        changes.set(true);
        open();

        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
        subscription.close();
        subscription.close();
    }
}
