package org.cqrsjakarta.internal.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.ManualTime;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A probe's slot and its vote, in every order of the end of its lease, its report, its acquittal and the end of its
 * circuit's phase: no more slots are taken than successes are missing, and no vote counts twice, or in another phase.
 */
@Tag("interleavings")
class SlotAndVoteInterleavingsTest {

    private static final int ROUNDS = Integer.getInteger("interleavings", 1_000) / 100;
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration HEALTHY = Duration.ofSeconds(2);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final int SUCCESSES = 2;

    /** A circuit that is HALF_OPEN, and its first probe. */
    private static final class Probed {

        final ManualTime time = new ManualTime();
        final GuardedCircuit circuit = new GuardedCircuit(
                "Primary",
                new CircuitPolicy(List.of(Exception.class), List.of(), DELAY, 1, 1.0, SUCCESSES),
                new ProbeRules(HEALTHY, LEASE),
                time,
                (name, from, to) -> {});
        final Permit probe;

        Probed() {
            circuit.admit().report(Outcome.FAILED);
            time.advance(DELAY);
            probe = circuit.admit();
            assertNotNull(probe);
        }

        void assertSlotsAreBounded() {
            CircuitFacts facts = circuit.facts();
            if (facts.state() == CircuitState.HALF_OPEN) {
                int missing = SUCCESSES - facts.probes().succeeded();
                assertTrue(facts.probes().running() <= missing, facts.toString());
            }
        }

        /** As many probes as are let in now. */
        int admitAll() {
            int admitted = 0;
            while (admitted <= SUCCESSES && circuit.admit() != null) {
                admitted++;
            }
            return admitted;
        }
    }

    private static void inEveryOrder(Runnable scenario) {
        // Once without the checker, which takes the loops of classes that are initialised for a livelock.
        scenario.run();
        Lincheck.runConcurrentTest(ROUNDS, scenario);
    }

    @Test
    void theLeaseEndsWhileTheProbeReports() {
        inEveryOrder(() -> {
            Probed probed = new Probed();
            Thread clock = start(() -> probed.time.advance(LEASE));
            probed.probe.report(Outcome.SUCCEEDED);
            probed.assertSlotsAreBounded();
            join(clock);
            assertEquals(1, probed.circuit.facts().probes().succeeded());
            assertEquals(0, probed.circuit.facts().probes().running());
            assertEquals(0, probed.circuit.facts().permits());
            assertEquals(1, probed.admitAll());
        });
    }

    @Test
    void theLeaseEndsWhileAnotherIsLetIn() {
        inEveryOrder(() -> {
            Probed probed = new Probed();
            Thread clock = start(() -> probed.time.advance(LEASE));
            int admitted = probed.admitAll();
            probed.assertSlotsAreBounded();
            join(clock);
            // Where the clock goes on last, their own leases end as well.
            assertTrue(admitted >= SUCCESSES - 1, "admitted " + admitted);
            probed.probe.report(Outcome.SUCCEEDED);
            assertEquals(1, probed.circuit.facts().probes().succeeded());
        });
    }

    /** Its items come on one thread, and its consumer closes it on another. */
    @Test
    void theProbeIsAcquittedWhileItReports() {
        for (Outcome outcome : Outcome.values()) {
            inEveryOrder(() -> {
                Probed probed = new Probed();
                probed.probe.item();
                probed.time.advance(HEALTHY);
                Thread giver = start(probed.probe::item);
                probed.probe.report(outcome);
                join(giver);
                probed.assertSlotsAreBounded();
                assertEquals(0, probed.circuit.facts().permits());
                int succeeded = probed.circuit.facts().probes().succeeded();
                switch (outcome) {
                    case SUCCEEDED -> assertEquals(1, succeeded);
                    case FAILED -> assertEquals(CircuitState.OPEN, probed.circuit.state());
                    case IGNORED -> assertTrue(succeeded <= 1);
                }
            });
        }
    }

    @Test
    void theLeaseEndsWhileTheProbeIsAcquitted() {
        inEveryOrder(() -> {
            Probed probed = new Probed();
            probed.probe.item();
            probed.time.advance(HEALTHY);
            Thread clock = start(() -> probed.time.advance(LEASE));
            probed.probe.item();
            join(clock);
            assertEquals(1, probed.circuit.facts().probes().succeeded());
            assertEquals(0, probed.circuit.facts().probes().running());
            probed.probe.report(Outcome.SUCCEEDED);
            assertEquals(1, probed.circuit.facts().probes().succeeded());
            assertEquals(1, probed.admitAll());
        });
    }

    @Test
    void thePhaseEndsWhileTheProbeReports() {
        inEveryOrder(() -> {
            Probed probed = new Probed();
            Permit other = probed.circuit.admit();
            assertNotNull(other);
            Thread failing = start(() -> other.report(Outcome.FAILED));
            probed.probe.report(Outcome.SUCCEEDED);
            join(failing);
            assertEquals(CircuitState.OPEN, probed.circuit.state());
            assertNull(probed.circuit.admit());
            assertEquals(0, probed.circuit.facts().permits());
            probed.time.advance(DELAY);
            assertEquals(0, probed.circuit.facts().probes().succeeded());
            assertEquals(SUCCESSES, probed.admitAll());
        });
    }

    @Test
    void anOperatorActsWhileTheProbeReports() {
        inEveryOrder(() -> {
            Probed probed = new Probed();
            Thread operator = start(probed.circuit::reset);
            probed.probe.report(Outcome.FAILED);
            join(operator);
            assertEquals(CircuitState.CLOSED, probed.circuit.state());
            assertEquals(0, probed.circuit.facts().window().filled());
            assertEquals(0, probed.circuit.facts().permits());
        });
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
