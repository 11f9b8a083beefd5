package org.cqrsjakarta.internal.circuit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.HALF_OPEN;
import static org.cqrsjakarta.CircuitState.OPEN;
import static org.cqrsjakarta.internal.circuit.Control.AUTOMATIC;
import static org.cqrsjakarta.internal.circuit.Control.FORCED_CLOSED;
import static org.cqrsjakarta.internal.circuit.Control.FORCED_OPEN;
import static org.cqrsjakarta.internal.circuit.Outcome.FAILED;
import static org.cqrsjakarta.internal.circuit.Outcome.IGNORED;
import static org.cqrsjakarta.internal.circuit.Outcome.SUCCEEDED;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator does to a circuit, and what is seen of it. */
class ControlledCircuitTest {

    private static final Duration DELAY = ofSeconds(5);
    private static final Duration HEALTHY_AFTER = ofSeconds(5);
    private static final Duration LEASE = ofSeconds(30);
    private static final int WINDOW = 3;
    private static final int PROBES = 2;

    private final ManualTime time = new ManualTime();
    private final List<String> changes = new ArrayList<>();
    private final GuardedCircuit circuit = circuit(WINDOW, 1.0);

    private GuardedCircuit circuit(int volume, double ratio) {
        return new GuardedCircuit(
                "Live",
                new CircuitPolicy(List.of(Throwable.class), List.of(), DELAY, volume, ratio, PROBES),
                new ProbeRules(HEALTHY_AFTER, LEASE),
                time,
                (name, from, to) -> changes.add(from + " " + to));
    }

    private Permit admitted() {
        Permit permit = circuit.admit();
        assertThat(permit).isNotNull();
        return permit;
    }

    private void goOnGiving(Permit probe) {
        probe.item();
        time.advance(HEALTHY_AFTER);
        probe.item();
    }

    private void run(Outcome outcome) {
        admitted().report(outcome);
    }

    private void bring(CircuitState state) {
        if (state != CLOSED) {
            for (int i = 0; i < WINDOW; i++) {
                run(FAILED);
            }
        }
        if (state == HALF_OPEN) {
            time.advance(DELAY);
        }
        assertThat(circuit.state()).isEqualTo(state);
        changes.clear();
    }

    private CircuitFacts.Window window() {
        return circuit.facts().window();
    }

    private CircuitFacts.Probes probes() {
        return circuit.facts().probes();
    }

    @Test
    void isAtFirstClosedAndEmptyAndItsOwn() {
        assertThat(circuit.facts())
                .isEqualTo(new CircuitFacts(
                        "Live",
                        circuit.policy(),
                        CLOSED,
                        time.nanos(),
                        null,
                        AUTOMATIC,
                        new CircuitFacts.Window(WINDOW, 0, 0),
                        0,
                        new CircuitFacts.Probes(0, 0),
                        null));
    }

    @ParameterizedTest
    @CsvSource({"CLOSED, false", "OPEN, true", "HALF_OPEN, false"})
    void openByItselfItSaysWhenItAsksAgain(CircuitState state, boolean says) {
        bring(state);
        Long asks = circuit.facts().asksNanos();
        if (!says) {
            assertThat(asks).isNull();
            return;
        }
        assertThat(asks).isNotNull().isEqualTo(time.nanos() + DELAY.toNanos());
        time.advance(DELAY.minusNanos(1));
        assertThat(circuit.state()).isEqualTo(OPEN);
        time.advance(Duration.ofNanos(1));
        assertThat(time.nanos()).isEqualTo(asks);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        run(FAILED);
        assertThat(circuit.facts().asksNanos()).isEqualTo(time.nanos() + DELAY.toNanos());
    }

    @Test
    void whatAnOperatorHasItDoAsksNobody() {
        circuit.control(FORCED_OPEN);
        assertThat(circuit.facts().asksNanos()).isNull();
    }

    @Test
    void itsDelayGoesOnWhileAnOperatorDecides() {
        bring(OPEN);
        long opened = time.nanos();
        time.advance(DELAY.dividedBy(4));
        circuit.control(FORCED_CLOSED);
        assertThat(circuit.facts().asksNanos()).isNull();
        time.advance(DELAY.dividedBy(4));
        circuit.control(AUTOMATIC);
        assertThat(circuit.facts().sinceNanos()).isEqualTo(time.nanos());
        assertThat(circuit.facts().asksNanos()).isEqualTo(opened + DELAY.toNanos());
        time.advance(DELAY.dividedBy(2));
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
    }

    @ParameterizedTest
    @EnumSource(CircuitState.class)
    void forcedOpenItAdmitsNobodyUntilFurtherNotice(CircuitState before) {
        bring(before);
        circuit.control(FORCED_OPEN);
        assertThat(circuit.admit()).isNull();
        time.advance(DELAY.multipliedBy(100));
        assertThat(circuit.admit()).isNull();
        assertThat(circuit.facts().state()).isEqualTo(OPEN);
        assertThat(circuit.facts().control()).isEqualTo(FORCED_OPEN);
        assertThat(changes).isEqualTo(before == OPEN ? List.of() : List.of(before + " OPEN"));
    }

    @ParameterizedTest
    @EnumSource(CircuitState.class)
    void forcedClosedItAdmitsEverybodyWhateverBecomesOfThem(CircuitState before) {
        bring(before);
        circuit.control(FORCED_CLOSED);
        for (int i = 0; i < 10 * WINDOW; i++) {
            run(FAILED);
        }
        time.advance(DELAY.multipliedBy(100));
        run(FAILED);
        assertThat(circuit.facts().state()).isEqualTo(CLOSED);
        assertThat(circuit.facts().control()).isEqualTo(FORCED_CLOSED);
        assertThat(changes).isEqualTo(before == CLOSED ? List.of() : List.of(before + " CLOSED"));
    }

    @ParameterizedTest
    @CsvSource({
        "CLOSED, FORCED_OPEN",
        "CLOSED, FORCED_CLOSED",
        "OPEN, FORCED_OPEN",
        "OPEN, FORCED_CLOSED",
        "HALF_OPEN, FORCED_OPEN",
        "HALF_OPEN, FORCED_CLOSED"
    })
    void automaticItIsWhereItHadBeen(CircuitState before, Control control) {
        bring(before);
        CircuitFacts.Window window = window();
        circuit.control(control);
        circuit.control(AUTOMATIC);
        assertThat(circuit.facts().state()).isEqualTo(before);
        assertThat(circuit.facts().control()).isEqualTo(AUTOMATIC);
        assertThat(window()).isEqualTo(window);
    }

    @ParameterizedTest
    @EnumSource(value = Control.class, names = "AUTOMATIC", mode = EnumSource.Mode.EXCLUDE)
    void automaticItIsWhereItsDelayHasBroughtIt(Control control) {
        bring(OPEN);
        circuit.control(control);
        time.advance(DELAY);
        circuit.control(AUTOMATIC);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        run(SUCCEEDED);
        run(SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @Test
    void whileItIsForcedNothingIsCounted() {
        run(FAILED);
        run(SUCCEEDED);
        circuit.control(FORCED_CLOSED);
        for (int i = 0; i < WINDOW; i++) {
            run(FAILED);
        }
        assertThat(window()).isEqualTo(new CircuitFacts.Window(WINDOW, 2, 1));
        circuit.control(AUTOMATIC);
        run(FAILED);
        assertThat(circuit.state()).as("the window has a success in it").isEqualTo(CLOSED);
        assertThat(window()).isEqualTo(new CircuitFacts.Window(WINDOW, 3, 2));
    }

    @Test
    void whatRunsWhenItIsForcedOpenIsNotCountedLater() {
        List<Permit> running = List.of(admitted(), admitted(), admitted());
        circuit.control(FORCED_OPEN);
        circuit.control(AUTOMATIC);
        running.forEach(permit -> permit.report(FAILED));
        assertThat(circuit.state()).isEqualTo(CLOSED);
        assertThat(window().filled()).isZero();
    }

    @Test
    void openItSaysWhenItAdmitsAgainUnlessAnOperatorKeepsItOpen() {
        assertThat(circuit.admitsIn()).isEmpty();
        bring(OPEN);
        assertThat(circuit.admitsIn()).contains(DELAY);
        time.advance(DELAY.dividedBy(4));
        assertThat(circuit.admitsIn()).contains(DELAY.dividedBy(4).multipliedBy(3));
        circuit.control(FORCED_OPEN);
        assertThat(circuit.admitsIn()).isEmpty();
        circuit.control(FORCED_CLOSED);
        time.advance(DELAY.dividedBy(4));
        circuit.control(AUTOMATIC);
        assertThat(circuit.state()).isEqualTo(OPEN);
        assertThat(circuit.admitsIn()).as("the delay goes on all the time").contains(DELAY.dividedBy(2));
        time.advance(DELAY.dividedBy(2));
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        assertThat(circuit.admitsIn()).isEmpty();
    }

    @Test
    void theSuccessesOfProbesAreKeptForWhenItIsItsOwnAgain() {
        bring(HALF_OPEN);
        run(SUCCEEDED);
        circuit.control(FORCED_OPEN);
        assertThat(probes()).isEqualTo(new CircuitFacts.Probes(0, 0));
        circuit.control(AUTOMATIC);
        assertThat(probes()).isEqualTo(new CircuitFacts.Probes(0, 1));
        Permit last = admitted();
        assertThat(circuit.admit()).as("one is missing, and is out").isNull();
        last.report(SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
    }

    @ParameterizedTest
    @EnumSource(value = Control.class, names = "AUTOMATIC", mode = EnumSource.Mode.EXCLUDE)
    void aProbeThatRunsWhenItIsForcedIsNone(Control control) {
        bring(HALF_OPEN);
        Permit probe = admitted();
        probe.item();
        circuit.control(control);
        circuit.control(AUTOMATIC);
        assertThat(time.waiting()).as("its alarms").isZero();
        time.advance(HEALTHY_AFTER);
        probe.report(FAILED);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        assertThat(probes()).isEqualTo(new CircuitFacts.Probes(0, 0));
    }

    @Test
    void aHealthyProbeOfACircuitThatIsForcedClosedIsNotCountedWhenItFails() {
        bring(HALF_OPEN);
        Permit probe = admitted();
        goOnGiving(probe);
        circuit.control(FORCED_CLOSED);
        probe.report(FAILED);
        circuit.control(AUTOMATIC);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        assertThat(probes()).isEqualTo(new CircuitFacts.Probes(0, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "CLOSED, AUTOMATIC",
        "CLOSED, FORCED_OPEN",
        "CLOSED, FORCED_CLOSED",
        "OPEN, AUTOMATIC",
        "OPEN, FORCED_OPEN",
        "OPEN, FORCED_CLOSED",
        "HALF_OPEN, AUTOMATIC",
        "HALF_OPEN, FORCED_OPEN",
        "HALF_OPEN, FORCED_CLOSED"
    })
    void resetItIsClosedAndEmptyAndItsOwn(CircuitState before, Control control) {
        run(FAILED);
        run(FAILED);
        run(SUCCEEDED);
        bring(before);
        circuit.control(control);
        changes.clear();
        CircuitState shown = circuit.state();
        time.advance(ofMillis(1));
        circuit.reset();
        CircuitFacts now = circuit.facts();
        assertThat(now.state()).isEqualTo(CLOSED);
        assertThat(now.control()).isEqualTo(AUTOMATIC);
        assertThat(now.window()).isEqualTo(new CircuitFacts.Window(WINDOW, 0, 0));
        assertThat(now.sinceNanos()).isEqualTo(time.nanos());
        assertThat(changes).isEqualTo(shown == CLOSED ? List.of() : List.of(shown + " CLOSED"));
        for (int i = 0; i < WINDOW; i++) {
            assertThat(circuit.state()).isEqualTo(CLOSED);
            run(FAILED);
        }
        assertThat(circuit.state()).isEqualTo(OPEN);
    }

    @Test
    void theDelayOfAnOpenCircuitThatWasResetIsOfNoAvail() {
        bring(OPEN);
        time.advance(ofSeconds(4));
        circuit.reset();
        for (int i = 0; i < WINDOW; i++) {
            run(FAILED);
        }
        time.advance(DELAY.minus(ofMillis(1)));
        assertThat(circuit.state()).isEqualTo(OPEN);
        time.advance(ofMillis(1));
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
    }

    @ParameterizedTest
    @EnumSource(value = CircuitState.class, names = "OPEN", mode = EnumSource.Mode.EXCLUDE)
    void whatRunsWhenItIsResetIsNotCounted(CircuitState before) {
        bring(before);
        List<Permit> running = List.of(admitted(), admitted());
        circuit.reset();
        running.forEach(permit -> permit.report(FAILED));
        assertThat(window().filled()).isZero();
    }

    @Test
    void aHealthyProbeThatRunsWhenItIsResetIsNotCounted() {
        bring(HALF_OPEN);
        Permit probe = admitted();
        goOnGiving(probe);
        circuit.reset();
        probe.report(FAILED);
        assertThat(window().filled()).isZero();
    }

    @Test
    void aPermitIsOutUntilItIsReported() {
        Permit first = admitted();
        Permit second = admitted();
        assertThat(circuit.facts().permits()).isEqualTo(2);
        first.report(IGNORED);
        first.report(IGNORED);
        assertThat(circuit.facts().permits()).isEqualTo(1);
        circuit.control(FORCED_OPEN);
        assertThat(circuit.admit()).isNull();
        assertThat(circuit.facts().permits()).as("the second runs on").isEqualTo(1);
        circuit.reset();
        second.report(SUCCEEDED);
        assertThat(circuit.facts().permits()).isZero();
    }

    @Test
    void probesAreSeenUntilTheirVerdict() {
        bring(HALF_OPEN);
        Permit first = admitted();
        admitted();
        assertThat(probes()).isEqualTo(new CircuitFacts.Probes(2, 0));
        first.report(SUCCEEDED);
        assertThat(probes()).isEqualTo(new CircuitFacts.Probes(1, 1));
        time.advance(LEASE);
        assertThat(probes()).as("the second has lost its slot").isEqualTo(new CircuitFacts.Probes(0, 1));
        assertThat(circuit.facts().permits()).as("and runs on").isEqualTo(1);
    }

    @Test
    void aHealthyProbeIsASuccessThatRuns() {
        bring(HALF_OPEN);
        goOnGiving(admitted());
        assertThat(probes()).isEqualTo(new CircuitFacts.Probes(0, 1));
        assertThat(circuit.facts().permits()).isEqualTo(1);
    }

    @Test
    void aFailedProbeBeginsTheCountOfSuccessesAnew() {
        bring(HALF_OPEN);
        run(SUCCEEDED);
        run(FAILED);
        assertThat(circuit.state()).isEqualTo(OPEN);
        time.advance(DELAY);
        assertThat(probes()).isEqualTo(new CircuitFacts.Probes(0, 0));
    }

    @Test
    void theWindowOfAnOpenCircuitIsTheOneThatOpenedIt() {
        bring(OPEN);
        assertThat(window()).isEqualTo(new CircuitFacts.Window(WINDOW, WINDOW, WINDOW));
        time.advance(DELAY);
        run(SUCCEEDED);
        assertThat(window()).isEqualTo(new CircuitFacts.Window(WINDOW, WINDOW, WINDOW));
        run(SUCCEEDED);
        assertThat(circuit.state()).isEqualTo(CLOSED);
        assertThat(window()).isEqualTo(new CircuitFacts.Window(WINDOW, 0, 0));
    }

    /** SmallRye decides, and what is shown must be what it decided on. */
    @ParameterizedTest
    @CsvSource({"1, 1.0", "1, 0.0", "2, 0.5", "3, 0.34", "7, 0.3", "10, 0.1", "20, 0.55", "64, 0.9", "100, 0.29"})
    void theWindowThatIsShownIsTheOneThatDecides(int volume, double ratio) {
        Random random = new Random(volume);
        for (int round = 0; round < 50; round++) {
            GuardedCircuit guarded = circuit(volume, ratio);
            Deque<Boolean> last = new ArrayDeque<>();
            double share = random.nextDouble();
            for (int i = 0; i < 5 * volume && guarded.state() == CLOSED; i++) {
                boolean failure = random.nextDouble() < share;
                guarded.admit().report(failure ? FAILED : SUCCEEDED);
                last.addLast(failure);
                if (last.size() > volume) {
                    last.removeFirst();
                }
                int failures = (int) last.stream().filter(failed -> failed).count();
                assertThat(guarded.facts().window()).isEqualTo(new CircuitFacts.Window(volume, last.size(), failures));
                boolean opens = last.size() == volume && failures >= Math.ceil(volume * ratio);
                assertThat(guarded.state())
                        .as("%s failures of %s, opens at a share of %s of %s", failures, last.size(), ratio, volume)
                        .isEqualTo(opens ? OPEN : CLOSED);
            }
        }
    }
}
