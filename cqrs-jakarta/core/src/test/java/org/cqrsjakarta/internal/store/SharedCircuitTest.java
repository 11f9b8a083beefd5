package org.cqrsjakarta.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.HALF_OPEN;
import static org.cqrsjakarta.CircuitState.OPEN;
import static org.cqrsjakarta.internal.circuit.Outcome.FAILED;
import static org.cqrsjakarta.internal.circuit.Outcome.SUCCEEDED;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.circuit.ProbeRules;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.InMemoryCircuitStore;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

/** Each rule by which a node goes along with the others, or alone. */
class SharedCircuitTest {

    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofMillis(50);
    private static final Duration SOON = Turn.SPACING.multipliedBy(3);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime();
    private final InMemoryCircuitStore store = new InMemoryCircuitStore(time);

    private final class Node implements CircuitStore, StoreCalls {

        private final GuardedCircuit circuit;
        private final NodeCircuits shared;
        private int calls;
        private boolean isAway;
        private boolean isSlow;
        private boolean talksNonsense;

        Node(String id) {
            ProbeRules probes = new ProbeRules(Duration.ofSeconds(5), Duration.ofSeconds(30));
            circuit = new GuardedCircuit(
                    "Live",
                    new CircuitPolicy(List.of(Throwable.class), List.of(), DELAY, 2, 1.0, 1),
                    probes,
                    time,
                    (name, from, to) -> {});
            StoreRules rules = StoreRulesOf.theTest();
            Outage outage = new Outage(id, rules);
            outage.silence();
            shared = new NodeCircuits(
                    new Link(this, "app", id, rules, this, time, outage), () -> {}, probes, List.of(circuit));
        }

        Permit admitted() {
            Permit permit = circuit.admit();
            assertThat(permit).isNotNull();
            return permit;
        }

        CircuitState state() {
            return circuit.state();
        }

        boolean isTogether() {
            return circuit.facts().nodes().together();
        }

        private Shared answered(Shared shared) {
            return talksNonsense ? new Shared(0, CLOSED, Duration.ZERO, List.of()) : shared;
        }

        private void called() {
            calls++;
            if (isAway) {
                throw new IllegalStateException("Connection refused");
            }
        }

        @Override
        public Shared exchange(Circuit circuit, Report report) {
            called();
            return answered(store.exchange(circuit, report));
        }

        @Override
        public Lease lease(Circuit circuit, Report report, long number) {
            called();
            Lease lease = store.lease(circuit, report, number);
            return new Lease(lease.token(), answered(lease.shared()));
        }

        @Override
        public Shared settle(Circuit circuit, Report report, String token, Verdict verdict) {
            called();
            return answered(store.settle(circuit, report, token, verdict));
        }

        @Override
        public Subscription subscribe(String namespace, Listener listener) {
            return store.subscribe(namespace, listener);
        }

        @Override
        public <T> T within(Callable<T> call, Consumer<T> late) throws StoreAwayException {
            try {
                T answer = call.call();
                if (isSlow) {
                    time.schedule(TIMEOUT.plus(SOON), () -> late.accept(answer));
                    throw new StoreAwayException("No answer");
                }
                return answer;
            } catch (StoreAwayException e) {
                throw e;
            } catch (Exception e) {
                throw new StoreAwayException(e);
            }
        }

        @Override
        public Runnable later(Runnable task) {
            return time.schedule(Duration.ZERO, task)::cancel;
        }
    }

    private final Node one = new Node("one");
    private final Node two = new Node("two");

    SharedCircuitTest() {
        time.advance(POLL);
    }

    private void open() {
        one.admitted().report(FAILED);
        two.admitted().report(FAILED);
        time.advance(SOON);
        assertThat(List.of(one.state(), two.state())).containsOnly(OPEN);
    }

    private void halfOpen() {
        open();
        time.advance(DELAY);
        assertThat(List.of(one.state(), two.state())).containsOnly(HALF_OPEN);
    }

    @Test
    void admissionWhileClosedAndOpenAsksNobody() {
        int before = one.calls;
        for (int at = 0; at < 100; at++) {
            one.admitted();
        }
        assertThat(one.calls).isEqualTo(before);
        open();
        before = one.calls;
        for (int at = 0; at < 100; at++) {
            assertThat(one.circuit.admit()).isNull();
        }
        assertThat(one.calls).isEqualTo(before);
    }

    @Test
    void successesAreToldAtThePoll() {
        int before = one.calls;
        for (int at = 0; at < 100; at++) {
            one.admitted().report(SUCCEEDED);
        }
        time.advance(SOON);
        assertThat(one.calls).isEqualTo(before);
        time.advance(POLL);
        assertThat(one.calls).isEqualTo(before + 1);
    }

    @Test
    void itsOwnWindowOpensItAtOnce() {
        one.admitted().report(FAILED);
        one.admitted().report(FAILED);

        assertThat(one.state()).isEqualTo(OPEN);
        assertThat(two.state()).isEqualTo(CLOSED);
        time.advance(SOON);
        assertThat(two.state()).isEqualTo(OPEN);
    }

    @Test
    void oneSickNodeOfThreeIsOpenAlone() {
        Node three = new Node("three");
        time.advance(POLL);
        one.admitted().report(FAILED);
        one.admitted().report(FAILED);
        time.advance(SOON);

        assertThat(one.circuit.facts().nodes().tripped()).isTrue();
        assertThat(List.of(two.state(), three.state())).containsOnly(CLOSED);
        time.advance(DELAY);
        one.admitted().report(SUCCEEDED);
        assertThat(one.state()).isEqualTo(CLOSED);
        assertThat(one.circuit.facts().nodes().tripped()).isFalse();
    }

    @Test
    void allNodesTogetherHaveOneProbe() {
        halfOpen();

        Permit probe = one.admitted();

        assertThat(two.circuit.admit()).isNull();
        probe.report(SUCCEEDED);
        time.advance(SOON);
        assertThat(List.of(one.state(), two.state())).containsOnly(CLOSED);
    }

    @Test
    void afterARefusalNobodyAsksForAWhile() {
        halfOpen();
        one.admitted();
        assertThat(two.circuit.admit()).isNull();
        int before = two.calls;
        assertThat(two.circuit.admit()).isNull();
        assertThat(two.calls).isEqualTo(before);
    }

    @Test
    void aCallThatIsTooLateIsARefusalAndItsPlaceIsOfTheNextStream() {
        halfOpen();
        one.isSlow = true;
        assertThat(one.circuit.admit()).isNull();
        assertThat(one.circuit.admit()).isNull();
        one.isSlow = false;
        time.advance(TIMEOUT.plus(SOON).plus(SOON));

        assertThat(one.isTogether()).isTrue();
        int before = one.calls;
        one.admitted();
        assertThat(one.calls).isEqualTo(before);
        assertThat(two.circuit.admit()).isNull();
    }

    @Test
    void withoutItsStoreANodeGoesOnAlone() {
        halfOpen();
        one.isAway = true;

        assertThat(one.circuit.admit()).isNull();
        time.advance(TIMEOUT);
        one.admitted().report(SUCCEEDED);

        assertThat(one.isTogether()).isFalse();
        assertThat(one.state()).isEqualTo(CLOSED);
        assertThat(two.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void onReturnTheStoresStateWins() {
        halfOpen();
        one.isAway = true;
        time.advance(POLL.plus(TIMEOUT));
        one.admitted().report(SUCCEEDED);
        one.isAway = false;
        time.advance(POLL);

        assertThat(one.state()).isEqualTo(HALF_OPEN);
        assertThat(one.isTogether()).isTrue();
    }

    @Test
    void aNodeThatTrippedMeanwhileStaysOpenAndSaysSo() {
        one.isAway = true;
        time.advance(POLL);
        one.admitted().report(FAILED);
        one.admitted().report(FAILED);
        assertThat(two.state()).isEqualTo(CLOSED);
        one.isAway = false;
        time.advance(POLL);

        assertThat(List.of(one.state(), two.state())).containsOnly(OPEN);
    }

    @Test
    void aVoteThatCouldNotBeToldIsCountedHereAndToldLater() {
        halfOpen();
        Permit probe = one.admitted();
        one.isAway = true;
        probe.report(SUCCEEDED);
        time.advance(SOON);
        assertThat(one.state()).isEqualTo(CLOSED);
        assertThat(two.state()).isEqualTo(HALF_OPEN);
        one.isAway = false;
        time.advance(POLL);

        assertThat(List.of(one.state(), two.state())).containsOnly(CLOSED);
    }

    @Test
    void anAnswerThatContradictsItselfIsNone() {
        open();
        one.talksNonsense = true;
        time.advance(POLL);

        assertThat(one.state()).isEqualTo(OPEN);
        assertThat(one.isTogether()).isFalse();
    }

    @Test
    void aFlushIsUndoneByThoseWhoKnow() {
        open();
        store.flush();
        time.advance(POLL);

        assertThat(List.of(one.state(), two.state())).containsOnly(OPEN);
        assertThat(new Node("new").state()).isEqualTo(CLOSED);
        time.advance(SOON);
        assertThat(two.state()).isEqualTo(OPEN);
    }

    @Test
    void aResetIsForAllAlsoWhenTheyHaveGoneOnMeanwhile() {
        halfOpen();
        two.admitted();
        one.circuit.reset();
        assertThat(one.state()).isEqualTo(CLOSED);
        time.advance(POLL);

        assertThat(List.of(one.state(), two.state())).containsOnly(CLOSED);
    }

    @Test
    void aResetThatNobodyHeardForLongIsForThisNodeOnly() {
        open();
        one.isAway = true;
        one.circuit.reset();
        time.advance(POLL.multipliedBy(4));
        one.isAway = false;
        time.advance(SOON.plus(POLL));

        assertThat(two.state()).isNotEqualTo(CLOSED);
        assertThat(one.state()).isNotEqualTo(CLOSED);
    }

    @Test
    void closedItAsksNobody() {
        one.shared.close();
        int before = one.calls;
        time.advance(POLL.multipliedBy(3));

        assertThat(one.calls).isEqualTo(before);
        assertThat(store.listeners()).isEqualTo(1);
    }

    @Test
    void itsOwnRecoveryIsShownToTheOthersAtOnce() {
        one.isAway = true;
        time.advance(POLL);
        one.admitted().report(FAILED);
        one.admitted().report(FAILED);
        time.advance(DELAY);
        Permit probe = one.admitted();
        one.isAway = false;
        int before = one.calls;
        probe.report(SUCCEEDED);
        time.advance(SOON);

        assertThat(one.calls).isGreaterThan(before);
    }
}
