package org.cqrsjakarta.internal.sse;

import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.net.URL;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.source.Opened;
import org.junit.jupiter.api.Test;

/** The last event of a stream cannot be written as JSON: as where there is no memory, or no class, for it any more. */
class NoEndTest {

    /** As that of an application that is gone: JSON-P looks for its provider here, each time. */
    private static final class Gone extends ClassLoader {
        @Override
        public Enumeration<URL> getResources(String name) {
            throw new IllegalStateException("this application has been stopped already");
        }
    }

    /** Gives one item, and cannot be left without its class loader. */
    private static final class LastOfItsKind implements HandlerInstance<Object> {
        @Override
        public Opened<Object> open(Object request, Switchover<Object> switchover) {
            return new Opened.Pulled<>(
                    Stream.<Object>of(1).onClose(() -> Thread.currentThread().setContextClassLoader(new Gone())));
        }

        @Override
        public void release() {}
    }

    @Test
    void itsResponseEndsAllTheSame() {
        DeliveryHarness harness = new DeliveryHarness(Rules.withoutHolding());
        Client client = harness.connect(new Chain<>(List.of(new Step<>(
                "Last", Object.class, Shape.PULLED, LastOfItsKind::new, Guards.of("Last", Circuit.NONE), null))));
        client.await("id: s1.1");
        client.awaitEnd();
        until(harness::isIdle, () -> "nothing remains");
    }
}
