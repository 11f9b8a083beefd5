package org.cqrsjakarta.internal.circuit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.HALF_OPEN;
import static org.cqrsjakarta.CircuitState.OPEN;
import static org.cqrsjakarta.internal.circuit.Outcome.FAILED;
import static org.cqrsjakarta.internal.circuit.Outcome.SUCCEEDED;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one phase of a circuit leaves for the next: nothing. */
class PhasesTest {

    private static final Duration DELAY = ofSeconds(5);
    private static final Duration HEALTHY_AFTER = ofSeconds(5);
    private static final int WINDOW = 3;

    private final ManualTime clock = new ManualTime();
    private final AtomicReference<@Nullable Runnable> whileLocked = new AtomicReference<>();

    /** The circuit sets the alarms of leases while it is locked. */
    private final Time time = new Time() {
        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public Alarm schedule(Duration delay, Runnable task) {
            Runnable then = whileLocked.getAndSet(null);
            if (then != null) {
                then.run();
            }
            return clock.schedule(delay, task);
        }
    };

    private final GuardedCircuit circuit = new GuardedCircuit(
            "Live",
            new CircuitPolicy(List.of(Throwable.class), List.of(), DELAY, WINDOW, 1.0, 1),
            new ProbeRules(HEALTHY_AFTER, ofSeconds(600)),
            time,
            (name, from, to) -> {});

    private Permit admitted() {
        Permit permit = circuit.admit();
        assertThat(permit).isNotNull();
        return permit;
    }

    private void failUntilHalfOpen() {
        for (int i = 0; i < WINDOW; i++) {
            admitted().report(FAILED);
        }
        assertThat(circuit.state()).isEqualTo(OPEN);
        clock.advance(DELAY);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
    }

    private void acquit(Permit probe) {
        probe.item();
        clock.advance(HEALTHY_AFTER);
        probe.item();
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void hasItsName() {
        assertThat(circuit.name()).isEqualTo("Live");
    }

    @Test
    void aProbeThatIsStillOutKeepsNoSlotOfALaterPhase() {
        failUntilHalfOpen();
        Permit silent = admitted();
        assertThat(circuit.admit()).as("its slot is taken").isNull();
        circuit.reset();
        failUntilHalfOpen();
        admitted().report(SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
        silent.report(FAILED);
        assertThat(circuit.facts().window().filled()).isZero();
    }

    @Test
    void anAcquittedProbeCountsInThePhaseAfterItsOwnAndInNoLaterOne() {
        failUntilHalfOpen();
        Permit first = admitted();
        acquit(first);
        failUntilHalfOpen();
        acquit(admitted());
        first.report(FAILED);
        assertThat(circuit.facts().window().filled()).isZero();
    }

    /** What becomes of a circuit while somebody is on the way to one of its slots. */
    enum Meanwhile {
        CLOSED,
        FORCED_OPEN
    }

    @ParameterizedTest
    @EnumSource
    void whoIsOnTheWayToASlotWhenThePhaseEndsGetsWhatTheNextOneGives(Meanwhile meanwhile) throws Exception {
        failUntilHalfOpen();
        CompletableFuture<@Nullable Permit> second = new CompletableFuture<>();
        Thread comes = Thread.ofPlatform().daemon().unstarted(() -> second.complete(circuit.admit()));
        whileLocked.set(() -> {
            comes.start();
            until(() -> comes.getState() == Thread.State.BLOCKED, () -> "the other one waits for the circuit");
            if (meanwhile == Meanwhile.CLOSED) {
                circuit.reset();
            } else {
                circuit.control(Control.FORCED_OPEN);
            }
        });
        admitted();
        Permit got = second.get(20, TimeUnit.SECONDS);
        if (meanwhile == Meanwhile.CLOSED) {
            assertThat(got).isNotNull();
            assertThat(got.watchesItems()).as("as a probe").isFalse();
            got.report(FAILED);
            assertThat(circuit.facts().window().filled()).isEqualTo(1);
        } else {
            assertThat(got).isNull();
        }
    }

    @Test
    void withoutACircuitNobodyWatches() {
        assertThat(Permit.UNGUARDED.watchesItems()).isFalse();
    }
}
