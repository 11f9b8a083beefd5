package org.cqrsjakarta.testkit;

import java.time.Duration;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.InMemoryCircuitStore;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.Time;

class InMemoryCircuitStoreTest extends CircuitStoreContract {

    private final ManualTime time = new ManualTime();
    private Duration back = Duration.ZERO;
    private final InMemoryCircuitStore store = new InMemoryCircuitStore(new Time() {
        @Override
        public long nanos() {
            return time.nanos() - back.toNanos();
        }

        @Override
        public Alarm schedule(Duration delay, Runnable task) {
            return time.schedule(delay, task);
        }
    });

    @Override
    protected CircuitStore store() {
        return store;
    }

    @Override
    protected void pass(Duration duration) {
        time.advance(duration);
    }

    @Override
    protected boolean setsBack(Duration duration) {
        back = back.plus(duration);
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
