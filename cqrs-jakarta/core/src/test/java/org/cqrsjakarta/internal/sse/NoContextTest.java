package org.cqrsjakarta.internal.sse;

import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.util.function.Supplier;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Callers;
import org.junit.jupiter.api.Test;

/** The contexts of a stream cannot be entered, as when the server stops and a class of it cannot be loaded any more. */
class NoContextTest {

    private static final StreamContext GONE = new StreamContext() {
        @Override
        public <T> T call(Supplier<T> section) {
            throw new NoClassDefFoundError("of the server");
        }

        @Override
        public StreamContext another() {
            return this;
        }

        @Override
        public void end() {}
    };

    @Test
    void itsResponseEnds() {
        DeliveryHarness harness = new DeliveryHarness(Rules.withoutHolding());
        Callers.begin();
        Client client = new Client()
                .answeredBy(response -> harness.sse.deliver(harness.chain(harness.feed()), Ask.USUAL, GONE, response));
        client.awaitEnd();
        until(harness::isIdle, () -> "nothing remains");
    }
}
