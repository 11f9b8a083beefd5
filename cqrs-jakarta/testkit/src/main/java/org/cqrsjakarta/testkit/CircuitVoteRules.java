package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.HALF_OPEN;
import static org.cqrsjakarta.CircuitState.OPEN;

import java.util.List;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.cqrsjakarta.spi.CircuitStore.Verdict;
import org.junit.jupiter.api.Test;

/** What becomes of a probe, and what of its token when it comes too late. */
abstract class CircuitVoteRules extends CircuitRules {

    CircuitVoteRules(CircuitStoreContract contract) {
        super(contract);
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
        contract.pass(lease);
        String next = two.leases().orElseThrow();

        assertThat(one.settles(token, Verdict.SUCCEEDED).state()).isEqualTo(HALF_OPEN);
        assertThat(one.settles(token, Verdict.FAILED).state()).isEqualTo(HALF_OPEN);
        assertThat(two.settles(next, Verdict.SUCCEEDED).state()).isEqualTo(CLOSED);
    }

    @Test
    void aSlowProbeLosesItsPlaceAndKeepsItsVoteWhileItsNodeSaysThatItRuns() {
        one.probes = List.of(probe());
        contract.pass(lease.dividedBy(2));
        one.asks();
        contract.pass(lease.dividedBy(2));
        assertThat(two.leases()).isPresent();

        assertThat(one.settles(one.probes.getFirst(), Verdict.SUCCEEDED).state())
                .isEqualTo(CLOSED);
    }

    @Test
    void aVoteThatIsLostDoesNotComeBack() {
        one.probes = List.of(probe());
        contract.pass(lease);
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
        contract.pass(delay);
        two.leases();

        assertThat(one.settles(token, Verdict.SUCCEEDED).state()).isEqualTo(HALF_OPEN);
    }
}
