package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import org.cqrsjakarta.HidingLoader;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.wire.JerseyRig;
import org.cqrsjakarta.rest.CqrsFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;

/** Jakarta REST without servlets, as on Jersey's other containers. */
class WithoutServletsTest {

    /** Delivers a stream. */
    static final class Delivering implements Callable<String> {
        @Override
        public String call() {
            var harness = new DeliveryHarness(Rules.usual());
            DeliveryHarness.Feed live = harness.feed().give(1).end();
            // Named, and not found: Jersey would find that of the class loader which has Jersey.
            var application = new ResourceConfig(CqrsFeature.class).property("jakarta.ws.rs.loadServices", false);
            return new JerseyRig(harness, harness.chain(live), application)
                    .get("response")
                    .awaitEnd()
                    .text();
        }
    }

    @Test
    void aStreamIsDelivered() throws Exception {
        assertThat((String) new HidingLoader("jakarta.servlet.").call(Delivering.class))
                .contains("event: item", "event: complete");
    }
}
