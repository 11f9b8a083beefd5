package org.cqrsjakarta.internal.circuit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.HALF_OPEN;
import static org.cqrsjakarta.CircuitState.OPEN;
import static org.cqrsjakarta.internal.circuit.Outcome.FAILED;
import static org.cqrsjakarta.internal.circuit.Outcome.IGNORED;
import static org.cqrsjakarta.internal.circuit.Outcome.SUCCEEDED;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

class GuardedCircuitTest {

    private static final Duration DELAY = ofSeconds(5);
    private static final Duration HEALTHY_AFTER = ofSeconds(5);
    private static final Duration LEASE = ofSeconds(30);

    private final ManualTime time = new ManualTime();
    private final List<String> changes = new ArrayList<>();

    private GuardedCircuit circuit(int volume, double ratio, int successes) {
        return new GuardedCircuit(
                "Live",
                new CircuitPolicy(
                        List.of(Throwable.class),
                        List.of(IllegalArgumentException.class),
                        DELAY,
                        volume,
                        ratio,
                        successes),
                new ProbeRules(HEALTHY_AFTER, LEASE),
                time,
                (name, from, to) -> changes.add(name + " " + from + " " + to));
    }

    private static void run(Circuit circuit, Outcome outcome) {
        Permit permit = circuit.admit();
        assertThat(permit).isNotNull();
        permit.report(outcome);
    }

    private GuardedCircuit halfOpen(int successes) {
        GuardedCircuit circuit = circuit(1, 1.0, successes);
        run(circuit, FAILED);
        time.advance(DELAY);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        changes.clear();
        return circuit;
    }

    @Test
    void opensWhenTheWindowIsFullOfFailures() {
        GuardedCircuit circuit = circuit(3, 1.0, 1);
        run(circuit, FAILED);
        run(circuit, FAILED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
        run(circuit, FAILED);
        assertThat(circuit.state()).isEqualTo(OPEN);
        assertThat(circuit.admit()).isNull();
        assertThat(changes).containsExactly("Live CLOSED OPEN");
    }

    @Test
    void opensWhenHalfOfFourStreamsFail() {
        GuardedCircuit circuit = circuit(4, 0.5, 1);
        run(circuit, FAILED);
        run(circuit, SUCCEEDED);
        run(circuit, FAILED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
        run(circuit, SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(OPEN);
    }

    @Test
    void streamsThatWereLeftDoNotCount() {
        GuardedCircuit circuit = circuit(3, 1.0, 1);
        run(circuit, FAILED);
        run(circuit, FAILED);
        for (int i = 0; i < 100; i++) {
            run(circuit, IGNORED);
        }
        assertThat(circuit.state()).isEqualTo(CLOSED);
        run(circuit, FAILED);
        assertThat(circuit.state()).isEqualTo(OPEN);
    }

    @Test
    void staysOpenForItsDelayAndNoLonger() {
        GuardedCircuit circuit = circuit(1, 1.0, 1);
        run(circuit, FAILED);
        time.advance(DELAY.minus(ofMillis(1)));
        assertThat(circuit.state()).isEqualTo(OPEN);
        time.advance(ofMillis(1));
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        assertThat(changes).containsExactly("Live CLOSED OPEN", "Live OPEN HALF_OPEN");
    }

    @Test
    void oneSuccessfulProbeCloses() {
        GuardedCircuit circuit = halfOpen(1);
        run(circuit, SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
        assertThat(changes).containsExactly("Live HALF_OPEN CLOSED");
    }

    @Test
    void oneFailedProbeOpensAgainForTheWholeDelay() {
        GuardedCircuit circuit = halfOpen(1);
        run(circuit, FAILED);
        assertThat(circuit.state()).isEqualTo(OPEN);
        time.advance(DELAY.minus(ofMillis(1)));
        assertThat(circuit.state()).isEqualTo(OPEN);
        time.advance(ofMillis(1));
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void admitsAsManyProbesAsSuccessesAreMissing() {
        GuardedCircuit circuit = halfOpen(3);
        Permit first = circuit.admit();
        Permit second = circuit.admit();
        Permit third = circuit.admit();
        assertThat(circuit.admit()).isNull();
        assertThat(List.of(first, second, third)).doesNotContainNull();
        first.report(SUCCEEDED);
        assertThat(circuit.admit())
                .as("one has succeeded, two are out, three are needed")
                .isNull();
        second.report(IGNORED);
        Permit fourth = circuit.admit();
        assertThat(fourth).isNotNull();
        third.report(SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        fourth.report(SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void aProbeThatWasLeftGivesItsPermitBack() {
        GuardedCircuit circuit = halfOpen(1);
        run(circuit, IGNORED);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        run(circuit, SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void aProbeThatLivesLongSucceedsSomeTimeAfterItsFirstItem() {
        GuardedCircuit circuit = halfOpen(1);
        Permit probe = circuit.admit();
        time.advance(ofSeconds(10));
        probe.firstItem();
        time.advance(HEALTHY_AFTER.minus(ofMillis(1)));
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        time.advance(ofMillis(1));
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void aHealthyProbeThatFailsLaterIsAFailureOfTheClosedCircuit() {
        GuardedCircuit circuit = halfOpen(1);
        Permit probe = circuit.admit();
        probe.firstItem();
        time.advance(HEALTHY_AFTER);
        assertThat(circuit.state()).isEqualTo(CLOSED);
        probe.report(FAILED);
        assertThat(circuit.state()).as("a window of one").isEqualTo(OPEN);
    }

    @Test
    void aHealthyProbeThatEndsWellIsNotCountedTwice() {
        GuardedCircuit circuit = halfOpen(2);
        Permit probe = circuit.admit();
        probe.firstItem();
        time.advance(HEALTHY_AFTER);
        probe.report(SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        run(circuit, SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void aHealthyProbeThatFailsWhileOthersAreAwaitedOpensTheCircuit() {
        GuardedCircuit circuit = halfOpen(2);
        Permit probe = circuit.admit();
        probe.firstItem();
        time.advance(HEALTHY_AFTER);
        probe.report(FAILED);
        assertThat(circuit.state()).isEqualTo(OPEN);
    }

    @Test
    void aProbeWithoutVerdictLosesItsPermit() {
        GuardedCircuit circuit = halfOpen(1);
        Permit silent = circuit.admit();
        time.advance(LEASE.minus(ofMillis(1)));
        assertThat(circuit.admit()).isNull();
        time.advance(ofMillis(1));
        Permit next = circuit.admit();
        assertThat(next).isNotNull();
        silent.report(FAILED);
        assertThat(circuit.state()).as("the report of a lost permit").isEqualTo(HALF_OPEN);
        next.report(SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void anOutcomeFromAnEarlierGenerationIsDropped() {
        GuardedCircuit circuit = circuit(2, 1.0, 1);
        Permit early = circuit.admit();
        Permit other = circuit.admit();
        run(circuit, FAILED);
        run(circuit, FAILED);
        time.advance(DELAY);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        early.report(SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        other.report(FAILED);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void onlyTheFirstReportOfAPermitCounts() {
        GuardedCircuit circuit = circuit(2, 1.0, 1);
        Permit permit = circuit.admit();
        permit.report(FAILED);
        permit.report(FAILED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
        permit.report(IGNORED);
        run(circuit, FAILED);
        assertThat(circuit.state()).isEqualTo(OPEN);
    }

    @Test
    void whatFailOnAndSkipOnLeaveOutIsASuccess() {
        GuardedCircuit circuit = circuit(1, 1.0, 1);
        assertThat(circuit.outcomeOf(new IllegalArgumentException())).isEqualTo(SUCCEEDED);
        assertThat(circuit.outcomeOf(new IOException())).isEqualTo(FAILED);
        assertThat(circuit.outcomeOf(new StackOverflowError())).isEqualTo(FAILED);
    }

    @Test
    void leavesNoAlarmBehindWhenProbesEnd() {
        GuardedCircuit circuit = halfOpen(2);
        Permit first = circuit.admit();
        Permit second = circuit.admit();
        first.firstItem();
        first.report(SUCCEEDED);
        second.report(FAILED);
        assertThat(time.waiting()).as("the delay of the open circuit").isEqualTo(1);
    }

    @Test
    void aListenerThatFailsKeepsNothingFromBeingTold() {
        List<String> told = new ArrayList<>();
        GuardedCircuit circuit = new GuardedCircuit(
                "Live",
                new CircuitPolicy(List.of(Throwable.class), List.of(), DELAY, 1, 1.0, 1),
                new ProbeRules(HEALTHY_AFTER, LEASE),
                time,
                (name, from, to) -> {
                    told.add(from + " " + to);
                    throw new IllegalStateException("the application is going away");
                });
        run(circuit, FAILED);
        time.advance(DELAY);
        run(circuit, SUCCEEDED);
        assertThat(told).containsExactly("CLOSED OPEN", "OPEN HALF_OPEN", "HALF_OPEN CLOSED");
    }

    @Test
    void eachOfSeveralHealthyProbesMayFailTheClosedCircuitLater() {
        GuardedCircuit circuit = halfOpen(2);
        Permit first = circuit.admit();
        Permit second = circuit.admit();
        first.firstItem();
        time.advance(ofSeconds(1));
        second.firstItem();
        time.advance(HEALTHY_AFTER);
        assertThat(circuit.state()).isEqualTo(CLOSED);
        first.report(FAILED);
        assertThat(circuit.state()).as("a window of one").isEqualTo(OPEN);
    }
}
