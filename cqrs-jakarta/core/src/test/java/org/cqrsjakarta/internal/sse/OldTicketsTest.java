package org.cqrsjakarta.internal.sse;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.Rules;
import org.junit.jupiter.api.Test;

/** Tickets that are too old take no place, whatever became of younger ones. */
class OldTicketsTest {

    private static final int MOST = 20;

    private final DeliveryHarness harness = new DeliveryHarness(Rules.allowing(1, 100));
    private final Chain<Object> chain = harness.chain(harness.feed());

    @Test
    void oneThatIsGivenBackKeepsNoOlderOnes() {
        harness.connect(chain);
        for (int i = 1; i < MOST; i++) {
            harness.issue(chain, Ask.USUAL, null);
        }
        harness.turn(Rules.TICKET_LIFE.minus(ofMillis(1)));
        String young = harness.issue(chain, Ask.USUAL, null);
        assertThat(harness.redeem(young, null).response().getStatus()).isEqualTo(503);
        harness.turn(ofMillis(1));
        assertThatCode(() -> harness.issue(chain, Ask.USUAL, null))
                .as("all but one are too old")
                .doesNotThrowAnyException();
    }
}
