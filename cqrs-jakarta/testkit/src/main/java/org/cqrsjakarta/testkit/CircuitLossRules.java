package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.HALF_OPEN;
import static org.cqrsjakarta.CircuitState.OPEN;

import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Lease;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.cqrsjakarta.spi.CircuitStore.Verdict;
import org.junit.jupiter.api.Test;

/** What the store has lost, and takes from the nodes again. */
abstract class CircuitLossRules extends CircuitRules {

    CircuitLossRules(CircuitStoreContract contract) {
        super(contract);
    }

    @Test
    void whatWasLostIsRestoredByTheNodeThatKnowsMost() {
        open();
        contract.lose(circuit);
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
        contract.lose(circuit);
        assertThat(one.asks())
                .extracting(Shared::state, Shared::generation, Shared::remaining)
                .containsExactly(OPEN, 3L, Duration.ZERO);

        assertThat(two.leases()).contains("4.two.1");
        assertThat(one.settles(token, Verdict.FAILED).state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void whatCannotBeReadCountsAsMissing() {
        open();
        contract.garble(circuit);

        assertThat(new Peer("new").asks().generation()).isZero();
        assertThat(one.asks().state()).isEqualTo(OPEN);
    }
}
