package org.cqrsjakarta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.OPEN;

import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.spi.CircuitStore.Node;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** When a node is forgotten, what is not forgotten with it, and a clock that is set back. */
abstract class CircuitTimeRules extends CircuitRules {

    CircuitTimeRules(CircuitStoreContract contract) {
        super(contract);
    }

    @Test
    void aNodeThatIsNotSeenIsForgotten() {
        two.asks();
        contract.pass(nodeTimeout);

        assertThat(one.asks().nodes()).extracting(Node::id).containsExactly("one");
        assertThat(two.asks().nodes()).extracting(Node::id).containsExactly("one", "two");
    }

    @Test
    void aForgottenNodeIsNotOfTheQuorum() {
        one.tripped = true;
        new Peer("three").asks();
        two.asks();
        one.asks();
        contract.pass(nodeTimeout);
        new Peer("three").asks();
        new Peer("four").asks();
        two.tripped = true;

        assertThat(two.asks().state()).isEqualTo(CLOSED);
        assertThat(one.asks().state()).isEqualTo(OPEN);
    }

    @Test
    void theSameReportCountsOnceAlsoIfItsNodeWasForgotten() {
        one.tells("FF");
        contract.pass(nodeTimeout);
        one.asks();
        contract.pass(nodeTimeout);
        two.asks();

        // The window has room for two more.
        assertThat(one.asks().state()).isEqualTo(CLOSED);
        assertThat(one.tells("S").state()).isEqualTo(CLOSED);
        assertThat(two.tells("S").state()).isEqualTo(OPEN);
    }

    @Test
    void aForgottenNodeTellsTheNextGenerationFromTheStart() {
        one.tells("SF");
        contract.pass(nodeTimeout);
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
        contract.pass(nodeTimeout);
        List<Peer> others = new ArrayList<>();
        for (int other = 0; other < 64; other++) {
            others.add(new Peer("n" + other));
            others.getLast().tells("S");
        }
        contract.pass(nodeTimeout);
        two.asks();

        others.getFirst().latest = "F";
        others.getFirst().asks();
        assertThat(one.asks().state()).as("one more, of the 65th").isEqualTo(CLOSED);
        assertThat(two.tells("F").state()).isEqualTo(OPEN);
    }

    @Test
    void aClockThatIsSetBackKeepsNothingForLonger() {
        open();
        Assumptions.assumeTrue(contract.setsBack(nodeTimeout.multipliedBy(10)), "the clock cannot be set back");
        assertThat(one.asks().remaining()).isPositive().isLessThanOrEqualTo(delay);
        contract.pass(delay);
        assertThat(one.leases()).isPresent();

        contract.setsBack(nodeTimeout.multipliedBy(10));
        assertThat(two.leases()).isEmpty();
        contract.pass(lease);
        assertThat(two.leases()).isPresent();

        contract.setsBack(nodeTimeout.multipliedBy(10));
        assertThat(two.asks().nodes()).hasSize(2);
        contract.pass(nodeTimeout);
        assertThat(two.asks().nodes()).extracting(Node::id).containsExactly("two");
    }
}
