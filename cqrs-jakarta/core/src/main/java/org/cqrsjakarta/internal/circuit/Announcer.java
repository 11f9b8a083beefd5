package org.cqrsjakarta.internal.circuit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.CircuitState;

/**
 * Tells the listener of one circuit's changes in their order, one at a time, without a lock: whoever finds nobody
 * telling tells everything that has come up.
 */
final class Announcer {

    private record Change(CircuitState from, CircuitState to) {}

    private final String circuit;
    private final CircuitListener listener;
    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    Announcer(String circuit, CircuitListener listener) {
        this.circuit = circuit;
        this.listener = listener;
    }

    /** Takes up a change. Callers add in the order of the changes. */
    void add(CircuitState from, CircuitState to) {
        changes.add(new Change(from, to));
    }

    /** Tells what was taken up, unless another thread is at it, which then tells it. */
    void announce() {
        if (changes.isEmpty() || waiting.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (Change next = changes.poll(); next != null; next = changes.poll()) {
                tell(next);
            }
            seen = waiting.addAndGet(-seen);
        } while (seen != 0);
    }

    /** What a listener throws must neither keep later changes from being told nor reach the stream that reported. */
    @SuppressWarnings("IllegalCatch")
    private void tell(Change change) {
        try {
            listener.changed(circuit, change.from(), change.to());
        } catch (Throwable e) {
            CircuitLog.LOG.listenerFailed(
                    circuit, change.from().name(), change.to().name(), e);
        }
    }
}
