package org.cqrsjakarta.testkit;

import java.time.Duration;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.InMemoryCircuitStore;

class InMemoryCircuitStoreTest extends CircuitStoreContract {

    private final TurnedTime time = new TurnedTime();
    private final InMemoryCircuitStore store = new InMemoryCircuitStore(time);

    @Override
    protected CircuitStore store() {
        return store;
    }

    @Override
    protected void pass(Duration duration) {
        time.pass(duration);
    }

    @Override
    protected boolean setsBack(Duration duration) {
        time.setBack(duration);
        return true;
    }

    @Override
    protected void lose(CircuitStore.Circuit circuit) {
        store.flush();
    }

    @Override
    protected void garble(CircuitStore.Circuit circuit) {
        store.write(circuit, "1;7;OPEN;soon;0;;;;");
    }
}
