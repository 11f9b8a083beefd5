package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.OPEN;

import org.junit.jupiter.api.Test;

/** How many nodes it takes to open the circuit. */
abstract class CircuitQuorumRules extends CircuitRules {

    CircuitQuorumRules(CircuitStoreContract contract) {
        super(contract);
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
}
