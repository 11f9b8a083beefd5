package org.cqrsjakarta.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.spi.CircuitStore.Listener;

/** Remembers what it is told, in order. */
final class Heard implements Listener {

    static final String ALL = "<all>";

    private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();

    @Override
    public void changed(String circuit) {
        changes.add(circuit);
    }

    @Override
    public void allMayHaveChanged() {
        changes.add(ALL);
    }

    /** Waits for the next, which must be this one. */
    void next(String expected) throws InterruptedException {
        assertThat(changes.poll(20, TimeUnit.SECONDS)).isEqualTo(expected);
    }

    boolean nothingMore() {
        return changes.isEmpty();
    }
}
