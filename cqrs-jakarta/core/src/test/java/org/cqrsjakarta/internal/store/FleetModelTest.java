package org.cqrsjakarta.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Five nodes and a store, on virtual time, in random histories of failures, delays, pauses, partitions, lost, late and refused
 * answers, clock jumps, flushes, and what operators do. A history is told again by its seed:
 * {@code -Dfleet.seed=4711 -Dfleet.histories=1}.
 */
class FleetModelTest {

    private static final int HISTORIES = Integer.getInteger("fleet.histories", 2_000);
    private static final int SEED = Integer.getInteger("fleet.seed", 1);
    private static final int STEPS = 80;

    @Test
    void noHistoryBreaksTheRules() {
        Fleet.Sum sum = new Fleet.Sum();
        IntStream.range(SEED, SEED + HISTORIES).forEach(seed -> {
            Fleet fleet = new Fleet(seed, sum);
            for (int step = 0; step < STEPS; step++) {
                fleet.step();
            }
            fleet.heal();
            fleet.agreesWithin(Duration.ofSeconds(20));
        });
        assertThat(sum.lateSettledCounted).as("settled too late, and counted").isZero();
        // Histories in which nothing happens would prove nothing.
        assertThat(sum.opened).as("opened for all").isGreaterThan(HISTORIES);
        assertThat(sum.leases).as("leases").isGreaterThan(HISTORIES);
        assertThat(sum.lateSettled).as("settled too late").isGreaterThan(HISTORIES / 20);
        assertThat(sum.probesAlone).as("probes of nodes that were apart").isGreaterThan(HISTORIES / 20);
    }
}
