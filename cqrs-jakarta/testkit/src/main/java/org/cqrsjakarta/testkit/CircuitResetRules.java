package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.OPEN;

import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.junit.jupiter.api.Test;

/** What an operator does to the circuit, and reports of the generation before. */
abstract class CircuitResetRules extends CircuitRules {

    CircuitResetRules(CircuitStoreContract contract) {
        super(contract);
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
}
