package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.OPEN;

import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.spi.CircuitStore.Node;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.junit.jupiter.api.Test;

/** What all nodes tell, and when that opens the circuit. */
abstract class CircuitWindowRules extends CircuitRules {

    CircuitWindowRules(CircuitStoreContract contract) {
        super(contract);
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
}
