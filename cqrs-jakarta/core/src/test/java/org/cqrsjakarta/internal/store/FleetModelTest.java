package org.cqrsjakarta.internal.store;

import java.time.Duration;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.InMemoryCircuitStore;
import org.cqrsjakarta.spi.Time;

class FleetModelTest extends FleetHistories {

    private final TurnedClock clock = new TurnedClock();
    private final InMemoryCircuitStore store = new InMemoryCircuitStore(clock);

    FleetModelTest() {
        super(2_000);
    }

    private static final class TurnedClock implements Time {

        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Alarm schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    protected CircuitStore store() {
        return store;
    }

    @Override
    protected void pass(Duration time) {
        clock.nanos += time.toNanos();
    }

    /** Nothing is left that knows what time it was: so a clock that counts nanoseconds serves any number of histories. */
    @Override
    protected void lose(Circuit circuit) {
        store.flush();
        clock.nanos = 0;
    }

    @Override
    protected void garble(Circuit circuit) {
        store.write(circuit, "1;7;HALF_OPEN;x;;");
    }
}
