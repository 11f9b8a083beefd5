package org.cqrsjakarta.internal.sse;

import java.time.Duration;
import org.cqrsjakarta.spi.InMemoryStreamStore;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.StreamStore;

class MovingClientsTest extends MovingClients {

    MovingClientsTest() {
        super(40);
    }

    @Override
    protected StreamStore emptyStore(ManualTime time) {
        return new InMemoryStreamStore(time);
    }

    @Override
    protected void pass(Duration time) {
        // It has the nodes' clock.
    }
}
