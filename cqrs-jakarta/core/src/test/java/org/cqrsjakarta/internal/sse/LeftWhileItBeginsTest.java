package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.util.List;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.wire.Callers;
import org.junit.jupiter.api.Test;

/** A client that connects and is gone at once, while the first handler of its stream is just admitted. */
class LeftWhileItBeginsTest {

    private final DeliveryHarness harness = new DeliveryHarness(Rules.allowing(1, 100));

    /** The client is done while this decides. */
    private final class Deciding implements Circuit {
        @Override
        public Permit admit() {
            Callers.begin();
            assertThat(harness.sse.stop("s1")).isTrue();
            until(() -> harness.held().isEmpty(), () -> "the run is left");
            return Circuit.NONE.admit();
        }

        @Override
        public Outcome outcomeOf(Throwable cause) {
            return Outcome.FAILED;
        }
    }

    @Test
    void itsPlaceIsFreeAgain() {
        Client client = harness.connect(new Chain<>(List.of(new Step<>(
                "Live", Object.class, Shape.PULLED, harness.feed(), Guards.of("Live", new Deciding()), null))));
        client.awaitEnd();
        until(harness::isIdle, () -> "nothing is open");
        assertThat(harness.connect(harness.chain(harness.feed())).response().getStatus())
                .isEqualTo(200);
    }
}
