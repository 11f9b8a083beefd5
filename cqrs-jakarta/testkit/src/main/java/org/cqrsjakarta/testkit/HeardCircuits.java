package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.spi.CircuitStore.Listener;

/** Remembers what a store tells it of circuits, in order. Thread-safe. */
public final class HeardCircuits implements Listener {

    /** What it has heard when any of them may have changed. */
    public static final String ALL = "<all>";

    private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();

    /** Has heard nothing. */
    public HeardCircuits() {}

    @Override
    public void changed(String circuit) {
        changes.add(circuit);
    }

    @Override
    public void allMayHaveChanged() {
        changes.add(ALL);
    }

    /**
     * Waits up to 20 seconds for the next.
     *
     * @param expected name of a circuit, or {@link #ALL}
     * @throws AssertionError       if there is none, or another
     * @throws InterruptedException if the thread is interrupted
     */
    public void next(String expected) throws InterruptedException {
        assertThat(changes.poll(20, TimeUnit.SECONDS)).isEqualTo(expected);
    }

    /** Whether it has heard nothing else until now. */
    public boolean nothingMore() {
        return changes.isEmpty();
    }
}
