package org.cqrsjakarta.internal.circuit;

import java.util.BitSet;

/**
 * The last outcomes of a circuit, to be looked at: SmallRye's breaker keeps its own, and shows them to nobody. Not
 * thread-safe.
 */
final class OutcomeWindow {

    private final int size;
    private final BitSet failed = new BitSet();
    private int filled;
    private int next;
    private int failures;

    /** Creates an empty window of so many outcomes. */
    OutcomeWindow(int size) {
        this.size = size;
    }

    /** Takes up an outcome, in place of the oldest if it is full. */
    void add(boolean failure) {
        if (filled < size) {
            filled++;
        } else if (failed.get(next)) {
            failures--;
        }
        failed.set(next, failure);
        failures += failure ? 1 : 0;
        next = (next + 1) % size;
    }

    /** What was there is written over before it is read again. */
    void clear() {
        filled = 0;
        next = 0;
        failures = 0;
    }

    CircuitFacts.Window facts() {
        return new CircuitFacts.Window(size, filled, failures);
    }
}
