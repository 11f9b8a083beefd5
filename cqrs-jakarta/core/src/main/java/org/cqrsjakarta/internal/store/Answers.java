package org.cqrsjakarta.internal.store;

import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Shared;

/** What cannot be right is no answer: it must not be remembered, and told to others. */
final class Answers {

    /** One change in each millisecond would take 49 days. */
    private static final long FURTHEST = 1L << 32;

    /** Half of all: no circuit gets there by changing, and a generation that is larger could never be left behind. */
    private static final long LARGEST = CircuitStore.LARGEST_GENERATION / 2;

    private Answers() {}

    /**
     * Gives an answer back.
     *
     * @throws IllegalStateException if it contradicts what the store was told, or is too far from it
     */
    static Shared checked(Report report, Shared answer) {
        long told = report.generation();
        long found = answer.generation();
        boolean isTooFar = told > 0 && found - told > FURTHEST;
        if (found < told || isTooFar || found > LARGEST) {
            throw new IllegalStateException("The store's generation is " + found + ", and was told " + told);
        }
        return answer;
    }
}
