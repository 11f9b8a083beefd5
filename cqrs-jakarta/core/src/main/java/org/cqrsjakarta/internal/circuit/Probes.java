package org.cqrsjakarta.internal.circuit;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The probes of a circuit that is HALF_OPEN. Not thread-safe: their circuit guards every call. */
final class Probes {

    private final int successThreshold;

    /** Those that hold a slot: no more than successes are missing. */
    private final Set<CountedPermit> slots = new HashSet<>();

    /** Those that count as successful and still run. */
    private final Set<CountedPermit> acquitted = new HashSet<>();

    /** Votes for closing since the breaker is HALF_OPEN. */
    private int successes;

    Probes(int successThreshold) {
        this.successThreshold = successThreshold;
    }

    boolean haveRoom() {
        return slots.size() < successThreshold - successes;
    }

    void take(CountedPermit probe) {
        slots.add(probe);
    }

    /** Another may try. */
    void pass(CountedPermit probe) {
        slots.remove(probe);
    }

    void giveBack(CountedPermit probe) {
        if (slots.remove(probe)) {
            probe.endLease();
        }
    }

    void acquit(CountedPermit probe) {
        giveBack(probe);
        probe.acquitted = true;
        acquitted.add(probe);
    }

    void settle(CountedPermit probe) {
        giveBack(probe);
        acquitted.remove(probe);
    }

    void succeeded() {
        successes++;
    }

    void forgetSuccesses() {
        successes = 0;
    }

    /** They would count as streams of the closed circuit. */
    void forgetAcquitted() {
        acquitted.clear();
    }

    /** Of none is a verdict awaited any more. */
    void end(Consumer<CountedPermit> eachAcquitted) {
        slots.forEach(CountedPermit::endLease);
        slots.clear();
        acquitted.forEach(eachAcquitted);
        acquitted.clear();
    }

    CircuitFacts.Probes facts() {
        return new CircuitFacts.Probes(slots.size(), successes);
    }
}
