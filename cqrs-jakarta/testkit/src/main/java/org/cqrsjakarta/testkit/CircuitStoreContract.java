package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.HALF_OPEN;
import static org.cqrsjakarta.CircuitState.OPEN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.CircuitStore.Lease;
import org.cqrsjakarta.spi.CircuitStore.Node;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Rules;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.cqrsjakarta.spi.CircuitStore.Verdict;
import org.junit.jupiter.api.Test;

/**
 * What every {@link CircuitStore} does. A store is proven by a test class that extends this one; each test has a namespace of
 * its own, so that one store serves all of them. Times are short enough to be waited for: whoever cannot turn the store's
 * clock lets it {@linkplain #pass pass}.
 */
public abstract class CircuitStoreContract {

    private static final int VOLUME = 4;
    private static final int FAILURES = 2;

    private final Duration delay;
    private final Duration lease;
    private final Duration nodeTimeout;
    private final Circuit circuit = new Circuit("contract-" + UUID.randomUUID(), "Live");
    private final Rules rules;
    private final Peer one;
    private final Peer two;

    /** With times that are short enough to be waited for. */
    protected CircuitStoreContract() {
        this(Duration.ofMillis(100));
    }

    /**
     * With other times, for a store whose time passes without being waited for: so long that nothing is over because the
     * machine is slow.
     *
     * @param unit of which times are from 4 to 9; more than 0
     */
    protected CircuitStoreContract(Duration unit) {
        delay = unit.multipliedBy(4);
        lease = unit.multipliedBy(6);
        nodeTimeout = unit.multipliedBy(9);
        rules = rules(1, 0);
        one = new Peer("one");
        two = new Peer("two");
    }

    /** The store; the same one throughout a test. */
    protected abstract CircuitStore store();

    /** Lets so much of the store's time pass, or somewhat more. */
    protected abstract void pass(Duration time);

    /** Has the store forget a circuit, as when it was flushed. */
    protected abstract void lose(Circuit circuit);

    /** Writes something where a circuit is kept that cannot be read. */
    protected abstract void garble(Circuit circuit);

    /**
     * Sets the store's clock back, if a test can do that: else that test is of no interest.
     *
     * @param time how far, more than 0
     * @return whether it was; {@code false} by default
     */
    protected boolean setsBack(Duration time) {
        return false;
    }

    /** Whether it tells of changes: else the test of that is of no interest. */
    protected boolean tells() {
        return true;
    }

    private Rules rules(int successes, int quorum) {
        return rules(VOLUME, delay, successes, quorum);
    }

    private Rules rules(int volume, Duration delay, int successes, int quorum) {
        return new Rules(volume, FAILURES, delay, successes, lease, quorum, nodeTimeout);
    }

    /** A node, and what it knows. */
    private final class Peer {

        private final String id;
        private Rules rules = CircuitStoreContract.this.rules;
        private Circuit circuit = CircuitStoreContract.this.circuit;
        private Shared known = new Shared(0, CLOSED, Duration.ZERO, List.of());
        private boolean tripped;
        private boolean reset;
        private long outcomes;
        private String latest = "";
        private List<String> probes = List.of();
        private long number;

        Peer(String id) {
            this.id = id;
        }

        Peer by(Rules own) {
            rules = own;
            return this;
        }

        Report report() {
            return new Report(
                    id,
                    rules,
                    known.generation(),
                    known.state(),
                    known.remaining(),
                    known.state(),
                    tripped,
                    outcomes,
                    latest,
                    probes,
                    reset);
        }

        /** Tells of further outcomes, and goes where the others are. */
        Shared tells(String more) {
            outcomes += more.length();
            latest = more;
            return asks();
        }

        Shared asks() {
            return learns(store().exchange(circuit, report()));
        }

        Shared learns(Shared shared) {
            if (shared.generation() != known.generation()) {
                outcomes = 0;
                latest = "";
                tripped = false;
            }
            known = shared;
            return shared;
        }

        Optional<String> leases() {
            Lease lease = store().lease(circuit, report(), ++number);
            learns(lease.shared());
            return lease.token();
        }

        Shared settles(String token, Verdict verdict) {
            return learns(store().settle(circuit, report(), token, verdict));
        }
    }

    private void open() {
        one.tells("SSFF");
        assertThat(one.known.state()).isEqualTo(OPEN);
        two.asks();
    }

    /** HALF_OPEN, with the first token. */
    private String probe() {
        open();
        pass(delay);
        return one.leases().orElseThrow();
    }

    @Test
    void isClosedOfGeneration0WhereNothingIs() {
        assertThat(one.asks()).isEqualTo(new Shared(0, CLOSED, Duration.ZERO, List.of(new Node("one", CLOSED))));
    }

    @Test
    void opensForAllWhenTheSharedWindowIsFullOfEnoughFailures() {
        one.tells("F");
        one.tells("S");
        assertThat(two.tells("S").state()).isEqualTo(CLOSED);

        Shared opened = two.tells("F");

        assertThat(opened.state()).isEqualTo(OPEN);
        assertThat(opened.generation()).isEqualTo(1);
        assertThat(opened.remaining()).isPositive().isLessThanOrEqualTo(delay);
        assertThat(one.asks().state()).isEqualTo(OPEN);
    }

    @Test
    void theOldestOutcomesLeaveTheWindow() {
        one.tells("F");
        one.tells("SSSS");

        assertThat(one.tells("F").state()).isEqualTo(CLOSED);
        assertThat(one.tells("F").state()).isEqualTo(OPEN);
    }

    @Test
    void anOutcomeThatIsToldTwiceCountsOnce() {
        one.tells("F");
        one.tells("S");
        one.tells("S");
        one.tells("S");
        for (int again = 0; again < VOLUME; again++) {
            one.latest = "S";
            one.asks();
        }

        // The failure is in the window still.
        assertThat(one.tells("F").state()).isEqualTo(CLOSED);
        assertThat(one.tells("F").state()).isEqualTo(OPEN);
    }

    @Test
    void theSameReportCountsOnceAlsoIfItsNodeWasForgotten() {
        one.tells("FF");
        pass(nodeTimeout);
        one.asks();
        pass(nodeTimeout);
        two.asks();

        // The window has room for two more.
        assertThat(one.asks().state()).isEqualTo(CLOSED);
        assertThat(one.tells("S").state()).isEqualTo(CLOSED);
        assertThat(two.tells("S").state()).isEqualTo(OPEN);
    }

    @Test
    void aForgottenNodeTellsTheNextGenerationFromTheStart() {
        one.tells("SF");
        pass(nodeTimeout);
        two.reset = true;
        assertThat(two.asks().generation()).isEqualTo(1);
        two.reset = false;
        one.asks();

        assertThat(one.tells("SF").state()).isEqualTo(CLOSED);
        assertThat(two.tells("SF").state()).isEqualTo(OPEN);
    }

    @Test
    void whatTheLast64ThatWereForgottenHaveToldCountsOnce() {
        one.tells("F");
        pass(nodeTimeout);
        List<Peer> others = new ArrayList<>();
        for (int other = 0; other < 64; other++) {
            others.add(new Peer("n" + other));
            others.getLast().tells("S");
        }
        pass(nodeTimeout);
        two.asks();

        others.getFirst().latest = "F";
        others.getFirst().asks();
        assertThat(one.asks().state()).as("one more, of the 65th").isEqualTo(CLOSED);
        assertThat(two.tells("F").state()).isEqualTo(OPEN);
    }

    @Test
    void aForgottenNodeIsNotOfTheQuorum() {
        one.tripped = true;
        new Peer("three").asks();
        two.asks();
        one.asks();
        pass(nodeTimeout);
        new Peer("three").asks();
        new Peer("four").asks();
        two.tripped = true;

        assertThat(two.asks().state()).isEqualTo(CLOSED);
        assertThat(one.asks().state()).isEqualTo(OPEN);
    }

    @Test
    void oneSickNodeOfThreeDoesNotOpenItForAll() {
        new Peer("three").asks();
        two.asks();

        assertThat(one.tells("FFFF").state()).isEqualTo(CLOSED);
        assertThat(two.tells("F").state()).isEqualTo(OPEN);
    }

    @Test
    void aQuorumThatIsSetHoldsForTwoNodesToo() {
        one.by(rules(1, 2));
        two.by(rules(1, 2)).asks();

        assertThat(one.tells("FFFF").state()).isEqualTo(CLOSED);
        assertThat(two.tells("F").state()).isEqualTo(OPEN);
    }

    @Test
    void opensWhenAQuorumHasTrippedByItself() {
        new Peer("three").asks();
        two.asks();
        one.tripped = true;
        assertThat(one.asks().state()).isEqualTo(CLOSED);
        two.tripped = true;

        assertThat(two.asks().state()).isEqualTo(OPEN);
    }

    @Test
    void aNodeThatIsNotSeenIsForgotten() {
        two.asks();
        pass(nodeTimeout);

        assertThat(one.asks().nodes()).extracting(Node::id).containsExactly("one");
        assertThat(two.asks().nodes()).extracting(Node::id).containsExactly("one", "two");
    }

    @Test
    void noPlaceIsGivenBeforeTheOpenTimeIsOver() {
        open();

        assertThat(one.leases()).isEmpty();
        assertThat(one.known.state()).isEqualTo(OPEN);
    }

    @Test
    void noPlaceIsGivenWhileClosed() {
        assertThat(one.leases()).isEmpty();
        assertThat(one.known.state()).isEqualTo(CLOSED);
    }

    @Test
    void theFirstLeaseAfterTheOpenTimeIsANewGeneration() {
        open();
        pass(delay);
        assertThat(two.asks())
                .extracting(Shared::state, Shared::remaining, Shared::generation)
                .containsExactly(OPEN, Duration.ZERO, 1L);

        assertThat(one.leases()).contains("2.one.1");
        assertThat(two.asks().state()).isEqualTo(HALF_OPEN);
        assertThat(two.leases()).isEmpty();
    }

    @Test
    void theSameCallAgainIsGivenTheSameToken() {
        String token = probe();
        one.number--;

        assertThat(one.leases()).contains(token);
    }

    @Test
    void theSameCallIsGivenNoPlaceThatAnotherHas() {
        one.probes = List.of(probe());
        pass(lease.dividedBy(2));
        one.asks();
        pass(lease.dividedBy(2));
        String other = two.leases().orElseThrow();

        one.number--;
        assertThat(one.leases()).isEmpty();
        two.settles(other, Verdict.IGNORED);
        one.number--;
        assertThat(one.leases()).as("the place is free").contains(one.probes.getFirst());
        assertThat(two.leases()).as("and taken").isEmpty();
    }

    @Test
    void rulesThatAskForFewerSuccessesCloseIt() {
        one.by(rules(3, 0));
        one.settles(probe(), Verdict.SUCCEEDED);
        assertThat(one.settles(one.leases().orElseThrow(), Verdict.SUCCEEDED).state())
                .isEqualTo(HALF_OPEN);
        two.by(rules(2, 0));

        assertThat(two.leases()).isEmpty();
        assertThat(two.known).extracting(Shared::state, Shared::generation).containsExactly(CLOSED, 3L);
        assertThat(one.asks().state()).isEqualTo(CLOSED);
    }

    @Test
    void rulesThatAskForFewerSuccessesCloseItBeforeALateFailure() {
        one.by(rules(2, 0));
        String late = probe();
        one.settles(one.leases().orElseThrow(), Verdict.SUCCEEDED);
        one.by(rules(1, 0));

        assertThat(one.settles(late, Verdict.FAILED).state()).isEqualTo(CLOSED);
    }

    @Test
    void rulesThatAskForMoreSuccessesGiveMorePlaces() {
        String first = probe();
        two.by(rules(2, 0));
        String second = two.leases().orElseThrow();

        assertThat(two.settles(second, Verdict.SUCCEEDED).state()).isEqualTo(HALF_OPEN);
        assertThat(two.settles(first, Verdict.SUCCEEDED).state()).isEqualTo(CLOSED);
    }

    @Test
    void rulesWithASmallerWindowCountTheLatest() {
        one.tells("FSF");
        two.by(rules(2, delay, 1, 0));

        assertThat(two.asks().state()).as("nothing was told").isEqualTo(CLOSED);
        assertThat(two.tells("F").state()).isEqualTo(OPEN);
    }

    @Test
    void rulesWithALargerWindowWaitUntilItIsFull() {
        one.by(rules(VOLUME + 1, delay, 1, 0));

        assertThat(one.tells("SSFF").state()).isEqualTo(CLOSED);
        assertThat(two.asks().state()).as("nothing was told").isEqualTo(CLOSED);
        assertThat(one.tells("S").state()).isEqualTo(OPEN);
    }

    @Test
    void rulesWithAShorterDelayEndItSooner() {
        open();
        two.by(rules(VOLUME, delay.dividedBy(4), 1, 0));

        assertThat(two.asks().remaining()).isLessThanOrEqualTo(delay.dividedBy(4));
        pass(delay.dividedBy(4));
        assertThat(one.leases()).isPresent();
    }

    @Test
    void aClockThatIsSetBackKeepsNothingForLonger() {
        open();
        if (!setsBack(nodeTimeout.multipliedBy(10))) {
            return;
        }
        assertThat(one.asks().remaining()).isPositive().isLessThanOrEqualTo(delay);
        pass(delay);
        assertThat(one.leases()).isPresent();

        setsBack(nodeTimeout.multipliedBy(10));
        assertThat(two.leases()).isEmpty();
        pass(lease);
        assertThat(two.leases()).isPresent();

        setsBack(nodeTimeout.multipliedBy(10));
        assertThat(two.asks().nodes()).hasSize(2);
        pass(nodeTimeout);
        assertThat(two.asks().nodes()).extracting(Node::id).containsExactly("two");
    }

    @Test
    void asManyPlacesAsSuccessesAreMissing() {
        one.by(rules(2, 0));
        two.by(rules(2, 0));
        String first = probe();
        String second = two.leases().orElseThrow();
        assertThat(one.leases()).isEmpty();

        assertThat(one.settles(first, Verdict.SUCCEEDED).state()).isEqualTo(HALF_OPEN);
        assertThat(one.leases()).isEmpty();
        assertThat(two.settles(second, Verdict.SUCCEEDED).state()).isEqualTo(CLOSED);
        assertThat(one.asks().generation()).isEqualTo(3);
    }

    @Test
    void aFailedProbeOpensItAgain() {
        Shared opened = one.settles(probe(), Verdict.FAILED);

        assertThat(opened.state()).isEqualTo(OPEN);
        assertThat(opened.generation()).isEqualTo(3);
        assertThat(opened.remaining()).isPositive();
    }

    @Test
    void anIgnoredProbeGivesItsPlaceBack() {
        assertThat(one.settles(probe(), Verdict.IGNORED).state()).isEqualTo(HALF_OPEN);
        assertThat(two.leases()).isPresent();
    }

    @Test
    void aProbeWhoseNodeIsGoneLosesPlaceAndVote() {
        String token = probe();
        pass(lease);
        String next = two.leases().orElseThrow();

        assertThat(one.settles(token, Verdict.SUCCEEDED).state()).isEqualTo(HALF_OPEN);
        assertThat(one.settles(token, Verdict.FAILED).state()).isEqualTo(HALF_OPEN);
        assertThat(two.settles(next, Verdict.SUCCEEDED).state()).isEqualTo(CLOSED);
    }

    @Test
    void aSlowProbeLosesItsPlaceAndKeepsItsVoteWhileItsNodeSaysThatItRuns() {
        one.probes = List.of(probe());
        pass(lease.dividedBy(2));
        one.asks();
        pass(lease.dividedBy(2));
        assertThat(two.leases()).isPresent();

        assertThat(one.settles(one.probes.getFirst(), Verdict.SUCCEEDED).state())
                .isEqualTo(CLOSED);
    }

    @Test
    void aVoteThatIsLostDoesNotComeBack() {
        one.probes = List.of(probe());
        pass(lease);
        one.asks();

        assertThat(one.settles(one.probes.getFirst(), Verdict.FAILED).state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void aForeignTokenAndOneSettledTwiceChangeNothing() {
        one.by(rules(2, 0));
        String token = probe();
        one.settles(token, Verdict.SUCCEEDED);

        assertThat(one.settles(token, Verdict.SUCCEEDED).state()).isEqualTo(HALF_OPEN);
        assertThat(one.settles("2.one.99", Verdict.FAILED).state()).isEqualTo(HALF_OPEN);
        assertThat(one.settles("", Verdict.FAILED).state()).isEqualTo(HALF_OPEN);
        assertThat(one.settles("never", Verdict.FAILED).state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void aTokenOfAnEarlierGenerationChangesNothing() {
        String token = probe();
        one.settles(token, Verdict.FAILED);
        pass(delay);
        two.leases();

        assertThat(one.settles(token, Verdict.SUCCEEDED).state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void aResetClosesItOnce() {
        open();
        one.reset = true;

        assertThat(one.asks()).extracting(Shared::state, Shared::generation).containsExactly(CLOSED, 2L);
        assertThat(two.asks().state()).isEqualTo(CLOSED);
    }

    @Test
    void aResetOfAnEarlierGenerationChangesNothing() {
        one.asks();
        two.tells("SSFF");
        one.reset = true;

        assertThat(one.asks().state()).isEqualTo(OPEN);
    }

    @Test
    void outcomesOfAnEarlierGenerationAreDropped() {
        Report before = two.report();
        open();
        one.reset = true;
        one.asks();
        Report late = new Report(
                "late", rules, before.generation(), CLOSED, Duration.ZERO, CLOSED, true, 4, "FFFF", List.of(), true);

        assertThat(store().exchange(circuit, late))
                .extracting(Shared::state, Shared::generation)
                .containsExactly(CLOSED, 2L);
    }

    @Test
    void whatWasLostIsRestoredByTheNodeThatKnowsMost() {
        open();
        lose(circuit);
        Shared asked = new Peer("new").asks();
        assertThat(asked.generation()).isZero();

        Shared restored = two.asks();

        assertThat(restored.generation()).isEqualTo(1);
        assertThat(restored.state()).isEqualTo(OPEN);
        assertThat(restored.remaining()).isPositive().isLessThanOrEqualTo(delay);
    }

    @Test
    void noMoreThanTheDelayIsRestored() {
        one.known = new Shared(7, OPEN, Duration.ofDays(1), List.of());

        assertThat(one.asks()).extracting(Shared::generation, Shared::remaining).containsExactly(7L, delay);
    }

    @Test
    void aGenerationThatNobodyReachesIsNeitherKeptNorTaken() {
        long half = CircuitStore.LARGEST_GENERATION / 2;
        one.known = new Shared(half, CLOSED, Duration.ZERO, List.of());
        assertThat(one.tells("SSFF"))
                .extracting(Shared::state, Shared::generation)
                .containsExactly(OPEN, half + 1);

        assertThat(two.tells("SSSS"))
                .extracting(Shared::state, Shared::generation)
                .containsExactly(CLOSED, 0L);
        Peer last = new Peer("last");
        last.known = new Shared(CircuitStore.LARGEST_GENERATION, HALF_OPEN, Duration.ZERO, List.of());
        last.reset = true;
        Lease asked = store().lease(circuit, last.report(), 1);
        assertThat(asked.token()).isEmpty();
        assertThat(asked.shared().generation()).isZero();
        assertThat(two.tells("SFFS").generation()).isEqualTo(1);
    }

    @Test
    void ofALostHalfOpenNoTokenIsWorthAnything() {
        String token = probe();
        lose(circuit);
        assertThat(one.asks())
                .extracting(Shared::state, Shared::generation, Shared::remaining)
                .containsExactly(OPEN, 3L, Duration.ZERO);

        assertThat(two.leases()).contains("4.two.1");
        assertThat(one.settles(token, Verdict.FAILED).state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void whatCannotBeReadCountsAsMissing() {
        open();
        garble(circuit);

        assertThat(new Peer("new").asks().generation()).isZero();
        assertThat(one.asks().state()).isEqualTo(OPEN);
    }

    @Test
    void twoNamespacesNeverSeeEachOther() {
        List<Circuit> others = List.of(
                new Circuit(circuit.namespace() + ":c", "Live"),
                new Circuit(circuit.namespace() + ":", "Live"),
                new Circuit(circuit.namespace(), "live"),
                new Circuit(circuit.namespace(), ":Live"),
                new Circuit(circuit.namespace() + "*", "Live"),
                new Circuit(circuit.namespace() + "{x}", "Li'v;e\n\u00e9\u0000"));
        open();

        for (Circuit other : others) {
            Peer peer = new Peer("one");
            peer.circuit = other;
            assertThat(peer.asks())
                    .as(other.toString())
                    .extracting(Shared::generation)
                    .isEqualTo(0L);
            peer.tells("FFFF");
        }
        assertThat(one.asks().generation()).isEqualTo(1);
    }

    @Test
    void neverMoreProbesThanPlacesHoweverManyAskAtOnce() throws Exception {
        int threads = 16;
        Rules two = rules(2, 0);
        one.by(two);
        open();
        pass(delay);
        CountDownLatch all = new CountDownLatch(threads);
        List<Future<Optional<String>>> asked = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int at = 0; at < threads; at++) {
                Peer peer = new Peer("n" + at).by(two);
                asked.add(pool.submit(() -> {
                    all.countDown();
                    all.await();
                    return peer.leases();
                }));
            }
        }
        List<String> tokens = new ArrayList<>();
        for (Future<Optional<String>> answer : asked) {
            answer.get().ifPresent(tokens::add);
        }
        assertThat(tokens).hasSize(2).doesNotHaveDuplicates().allMatch(token -> token.startsWith("2."));
    }

    @Test
    void tellsOfAChangeUntilItIsClosed() throws Exception {
        if (!tells()) {
            return;
        }
        CountDownLatch told = new CountDownLatch(1);
        AtomicBoolean changes = new AtomicBoolean();
        CircuitStore.Listener listener = new CircuitStore.Listener() {
            @Override
            public void changed(String name) {
                if (name.equals(circuit.name())) {
                    told.countDown();
                }
            }

            @Override
            public void allMayHaveChanged() {
                // If it was not connected yet, that is how it learns.
                if (changes.get()) {
                    told.countDown();
                }
            }
        };
        CircuitStore.Subscription subscription = store().subscribe(circuit.namespace(), listener);
        pass(delay);

        changes.set(true);
        open();

        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
        subscription.close();
        subscription.close();
    }
}
