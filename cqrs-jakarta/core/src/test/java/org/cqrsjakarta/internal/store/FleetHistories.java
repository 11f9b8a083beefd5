package org.cqrsjakarta.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.junit.jupiter.api.Test;

/**
 * Five nodes and a store, on virtual time, in random histories of failures, delays, pauses, partitions, lost, late and refused
 * answers, clock jumps, flushes, and what operators do. A history is told again by its seed, and is the same with every store:
 * {@code -Dfleet.seed=4711 -Dfleet.histories=1}.
 */
public abstract class FleetHistories {

    private static final int SEED = Integer.getInteger("fleet.seed", 1);
    private static final int STEPS = 80;

    /** From so many on, chance has it that everything happens. */
    private static final int MANY = 30;

    private final int histories;

    /** With so many histories, unless the command line says otherwise. */
    protected FleetHistories(int histories) {
        this.histories = Integer.getInteger("fleet.histories", histories);
    }

    /** The store; the same one throughout a test. */
    protected abstract CircuitStore store();

    /** Lets exactly so much of the store's time pass; sets its clock back by a negative one. */
    protected abstract void pass(Duration time);

    /** Has the store lose what it keeps, as by a restart of one that keeps nothing. */
    protected abstract void lose(Circuit circuit);

    /** Writes something where a circuit is kept that cannot be read. */
    protected abstract void garble(Circuit circuit);

    @Test
    void noHistoryBreaksTheRules() {
        Fleet.Sum sum = new Fleet.Sum();
        IntStream.range(SEED, SEED + histories).forEach(seed -> {
            Fleet fleet = new Fleet(seed, sum, this);
            for (int step = 0; step < STEPS; step++) {
                fleet.step();
            }
            fleet.heal();
            fleet.agreesWithin(Duration.ofSeconds(20));
            assertThat(sum.broken).isEmpty();
        });
        // Histories in which nothing happens would prove nothing.
        if (histories >= MANY) {
            assertThat(sum.opened).as("opened for all").isGreaterThan(histories);
            assertThat(sum.leases).as("leases").isGreaterThan(histories);
            assertThat(sum.lateSettled).as("settled too late").isGreaterThan(histories / 20);
            assertThat(sum.probesAlone).as("probes of nodes that were apart").isGreaterThan(histories / 20);
        }
    }
}
