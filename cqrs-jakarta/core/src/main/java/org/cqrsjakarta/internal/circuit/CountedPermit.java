package org.cqrsjakarta.internal.circuit;

import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * A permit whose outcome its circuit counts.
 *
 * <p>A probe has two things that are not the same: a slot, one of the few that may be taken at once, and a vote, which is
 * what its outcome is worth.
 *
 * <pre>
 *   admitted                                  slot  vote
 *      |  lease is over                        -    yes    it may still settle its circuit, and another may try
 *      |  items for healthyAfter, or the end   -    cast   acquitted, and later a stream of the closed circuit
 *      |  the circuit's phase ends             -     -     whatever it reports is of no interest
 *      v  report
 * </pre>
 */
final class CountedPermit implements Permit {

    private final GuardedCircuit circuit;
    private final boolean probe;

    /** By which the nodes that share the circuit know this probe. */
    final @Nullable String token;

    /** In which it counts. Under the circuit's lock, as the next three. */
    long generation;

    boolean settled;
    boolean acquitted;
    Time.@Nullable Alarm lease;

    /** The producing thread's own, as the next two. */
    private boolean isHealthy;

    private boolean hasGiven;
    private long firstItemNanos;

    CountedPermit(GuardedCircuit circuit, long generation, boolean probe, @Nullable String token) {
        this.circuit = circuit;
        this.generation = generation;
        this.probe = probe;
        this.token = token;
    }

    @Override
    public boolean watchesItems() {
        return probe && !isHealthy;
    }

    @Override
    public void item() {
        if (!watchesItems()) {
            return;
        }
        long now = circuit.nanos();
        if (!hasGiven) {
            hasGiven = true;
            firstItemNanos = now;
        }
        if (circuit.isHealthyAfter(now - firstItemNanos)) {
            isHealthy = true;
            circuit.acquit(this);
        }
    }

    @Override
    public void report(Outcome outcome) {
        circuit.report(this, outcome);
    }

    void endLease() {
        if (lease != null) {
            lease.cancel();
        }
    }
}
