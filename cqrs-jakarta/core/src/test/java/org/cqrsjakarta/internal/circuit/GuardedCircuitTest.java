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
        return circuit(volume, ratio, successes, HEALTHY_AFTER);
    }

    private GuardedCircuit circuit(int volume, double ratio, int successes, Duration healthyAfter) {
        return new GuardedCircuit(
                "Live",
                new CircuitPolicy(
                        List.of(Throwable.class),
                        List.of(IllegalArgumentException.class),
                        DELAY,
                        volume,
                        ratio,
                        successes),
                new ProbeRules(healthyAfter, LEASE),
                time,
                (name, from, to) -> changes.add(name + " " + from + " " + to));
    }

    private static void run(Circuit circuit, Outcome outcome) {
        Permit permit = circuit.admit();
        assertThat(permit).isNotNull();
        permit.report(outcome);
    }

    private void goOnGiving(Permit probe) {
        probe.item();
        time.advance(HEALTHY_AFTER);
        probe.item();
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
    void aProbeThatGoesOnGivingItemsSucceedsSomeTimeAfterItsFirst() {
        GuardedCircuit circuit = halfOpen(1);
        Permit probe = circuit.admit();
        time.advance(ofSeconds(10));
        probe.item();
        time.advance(HEALTHY_AFTER.minus(ofMillis(1)));
        probe.item();
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        assertThat(probe.watchesItems()).isTrue();
        time.advance(ofMillis(1));
        probe.item();
        assertThat(circuit.state()).isEqualTo(CLOSED);
        assertThat(probe.watchesItems()).isFalse();
    }

    @Test
    void silenceAfterTheFirstItemsIsNotHealth() {
        GuardedCircuit circuit = halfOpen(1);
        Permit probe = circuit.admit();
        probe.item();
        probe.item();
        time.advance(LEASE.minus(ofMillis(1)));
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        probe.report(FAILED);
        assertThat(circuit.state()).isEqualTo(OPEN);
    }

    @Test
    void whereNoHealthIsAskedForTheFirstItemIsEnough() {
        GuardedCircuit circuit = circuit(1, 1.0, 1, Duration.ZERO);
        run(circuit, FAILED);
        time.advance(DELAY);
        circuit.admit().item();
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void aHealthyProbeThatFailsLaterIsAFailureOfTheClosedCircuit() {
        GuardedCircuit circuit = halfOpen(1);
        Permit probe = circuit.admit();
        goOnGiving(probe);
        assertThat(circuit.state()).isEqualTo(CLOSED);
        probe.report(FAILED);
        assertThat(circuit.state()).as("a window of one").isEqualTo(OPEN);
    }

    @Test
    void aHealthyProbeThatEndsWellIsNotCountedTwice() {
        GuardedCircuit circuit = halfOpen(2);
        Permit probe = circuit.admit();
        goOnGiving(probe);
        probe.report(SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        run(circuit, SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void aHealthyProbeThatFailsWhileOthersAreAwaitedOpensTheCircuit() {
        GuardedCircuit circuit = halfOpen(2);
        Permit probe = circuit.admit();
        goOnGiving(probe);
        probe.report(FAILED);
        assertThat(circuit.state()).isEqualTo(OPEN);
    }

    @Test
    void aProbeWithoutVerdictGivesItsSlotBackAndKeepsItsVote() {
        GuardedCircuit circuit = halfOpen(1);
        Permit slow = circuit.admit();
        time.advance(LEASE.minus(ofMillis(1)));
        assertThat(circuit.admit()).isNull();
        time.advance(ofMillis(1));
        Permit next = circuit.admit();
        assertThat(next).isNotNull();
        assertThat(circuit.admit()).as("one slot").isNull();
        slow.report(SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
        next.report(FAILED);
        assertThat(circuit.state()).as("after a vote of an earlier phase").isEqualTo(CLOSED);
    }

    @Test
    void aProbeThatFailsAfterItsLeaseOpens() {
        GuardedCircuit circuit = halfOpen(1);
        Permit slow = circuit.admit();
        time.advance(LEASE);
        slow.report(FAILED);
        assertThat(circuit.state()).isEqualTo(OPEN);
    }

    /** The first item after 26 s, and others 5 s apart: at the default settings, nothing out of the way. */
    @Test
    void aHandlerThatIsSlowToBeginClosesItsCircuit() {
        GuardedCircuit circuit = halfOpen(1);
        Permit probe = circuit.admit();
        time.advance(ofSeconds(26));
        probe.item();
        time.advance(ofSeconds(5));
        probe.item();
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void aHandlerThatReportsEveryFewMinutesClosesItsCircuit() {
        GuardedCircuit circuit = halfOpen(1);
        Permit first = circuit.admit();
        first.item();
        time.advance(LEASE);
        Permit second = circuit.admit();
        second.item();
        time.advance(ofSeconds(150));
        first.item();
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void asManyVotesAsAreNeededMayComeAfterTheirLeases() {
        GuardedCircuit circuit = halfOpen(3);
        List<Permit> probes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            probes.addAll(List.of(circuit.admit(), circuit.admit(), circuit.admit()));
            time.advance(LEASE);
        }
        probes.subList(0, 2).forEach(probe -> probe.report(SUCCEEDED));
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        assertThat(circuit.admit()).as("the one that is missing").isNotNull();
        assertThat(circuit.admit()).isNull();
        probes.get(5).report(SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
        assertThat(circuit.facts().permits()).isEqualTo(7);
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
        first.item();
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
        first.item();
        time.advance(ofSeconds(1));
        second.item();
        time.advance(HEALTHY_AFTER);
        first.item();
        second.item();
        assertThat(circuit.state()).isEqualTo(CLOSED);
        first.report(FAILED);
        assertThat(circuit.state()).as("a window of one").isEqualTo(OPEN);
    }
}
