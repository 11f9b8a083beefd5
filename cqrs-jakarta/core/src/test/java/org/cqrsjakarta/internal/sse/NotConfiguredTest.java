package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.deployment.Warnings;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.internal.wire.Callers;
import org.cqrsjakarta.internal.wire.FakeResponse;
import org.cqrsjakarta.internal.wire.JerseyRig;
import org.cqrsjakarta.internal.wire.ServerThreadFilter;
import org.cqrsjakarta.rest.StreamRefusedException;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;

/** Where Jakarta REST was not given what delivery needs, nothing is delivered, and the log says why. */
class NotConfiguredTest {

    private final DeliveryHarness harness = new DeliveryHarness(Rules.usual());
    private final DeliveryHarness.Feed live = harness.feed();

    private JerseyRig unconfigured() {
        return new JerseyRig(
                harness, harness.chain(live), new ResourceConfig().property("jakarta.ws.rs.loadServices", false));
    }

    private void assertSaid(Warnings log) {
        assertThat(log.seen())
                .singleElement()
                .asString()
                .startsWith("CQRS00420")
                .contains("org.cqrsjakarta.rest.CqrsFeature", "getClasses");
        assertThat(live.pulled).as("items that were asked for").hasValue(0);
        assertThat(harness.isIdle()).isTrue();
    }

    @Test
    void aResponseIsAProblem() {
        try (Warnings log = new Warnings()) {
            JerseyRig.Wire wire = unconfigured().get("response").awaitEnd();
            assertThat(wire.status()).isEqualTo(500);
            assertThat(wire.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(wire.text())
                    .startsWith("{\"title\":\"Internal Server Error\",\"status\":500,")
                    .contains("log");
            assertThat(wire.header("Retry-After")).isEmpty();
            assertSaid(log);
        }
    }

    @Test
    void aSinkIsClosed() {
        try (Warnings log = new Warnings()) {
            JerseyRig.Wire wire = unconfigured().get("sink").awaitEnd();
            assertThat(wire.text()).isEmpty();
            assertSaid(log);
        }
    }

    @Test
    void aTicketOpensNothing() {
        String ticket = harness.issue(harness.chain(live), Ask.USUAL, null);
        Caller.forget();
        try (Warnings log = new Warnings()) {
            var response = new FakeResponse(OutputStream.nullOutputStream(), false);
            CompletionStage<?> result = harness.sse.deliver(ticket, StreamContext.ENCLOSING, response);
            assertThat(result)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(StreamRefusedException.class)
                    .withMessageContaining("CQRS00456");
            assertThat(response.resumed.getStatus()).isEqualTo(500);
            assertSaid(log);
        }
    }

    @Test
    void whoeverDeliveredNothingIsNotKnownToTheNextRequest() throws Exception {
        new ServerThreadFilter().doFilter(null, null, (request, response) -> Callers.begin());
        assertThat(Caller.isKnown()).isFalse();
    }
}
