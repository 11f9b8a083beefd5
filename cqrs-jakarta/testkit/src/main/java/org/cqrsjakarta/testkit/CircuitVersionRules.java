package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.HALF_OPEN;
import static org.cqrsjakarta.CircuitState.OPEN;

import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.cqrsjakarta.spi.CircuitStore.Verdict;
import org.junit.jupiter.api.Test;

/** Nodes that bring other rules, as while a new version of the application is on its way to them. */
abstract class CircuitVersionRules extends CircuitRules {

    CircuitVersionRules(CircuitStoreContract contract) {
        super(contract);
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
        contract.pass(delay.dividedBy(4));
        assertThat(one.leases()).isPresent();
    }
}
