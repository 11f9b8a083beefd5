package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.HALF_OPEN;
import static org.cqrsjakarta.CircuitState.OPEN;

import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.cqrsjakarta.spi.CircuitStore.Verdict;
import org.junit.jupiter.api.Test;

/** Who is given a place for a probe. */
abstract class CircuitPlaceRules extends CircuitRules {

    CircuitPlaceRules(CircuitStoreContract contract) {
        super(contract);
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
        contract.pass(delay);
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
        contract.pass(lease.dividedBy(2));
        one.asks();
        contract.pass(lease.dividedBy(2));
        String other = two.leases().orElseThrow();

        one.number--;
        assertThat(one.leases()).isEmpty();
        two.settles(other, Verdict.IGNORED);
        one.number--;
        assertThat(one.leases()).as("the place is free").contains(one.probes.getFirst());
        assertThat(two.leases()).as("and taken").isEmpty();
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
}
