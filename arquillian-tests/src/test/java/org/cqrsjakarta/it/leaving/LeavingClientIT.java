package org.cqrsjakarta.it.leaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.support.Waits.eventually;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.cqrsjakarta.it.support.Wars;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that go away: their handlers are closed once, and no circuit counts them, not even as probes. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeavingClientIT {

    private static final long HEARTBEAT_MILLIS = 4_000;

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.of(
                "leaving",
                Map.of(
                        "cqrs.sse.heartbeat",
                        "PT" + HEARTBEAT_MILLIS / 1000 + "S",
                        // Nobody is waited for: what is measured is how soon a loss is noticed.
                        "cqrs.sse.resume-window",
                        "PT0S",
                        // Longer than a client that left goes unnoticed: else the probe is healthy by then.
                        "cqrs.circuit.probe-healthy-after",
                        "PT1M",
                        "cqrs.circuit.probe-lease",
                        "PT2M"),
                Ticks.class,
                Account.class,
                TickSource.class,
                TickResource.class,
                TickResource.Root.class);
    }

    private URI uri(String path) {
        return URI.create(base + path);
    }

    private String account() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(uri("ticks/account")).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** Opens, reads one item, leaves; gives the milliseconds until the server has noticed. */
    private long leaveAndMeasure(String query, String expected) throws Exception {
        SseClient client = SseClient.open(uri("ticks" + query));
        assertThat(client.nextEvent().event()).isEqualTo("item");
        client.close();
        long left = System.nanoTime();
        assertThat(eventually(this::account, expected::equals)).isEqualTo(expected);
        return (System.nanoTime() - left) / 1_000_000;
    }

    @Test
    @Order(1)
    void whileItemsFlowItIsNoticedAtOnce() throws Exception {
        leaveAndMeasure("?gap=50", "1 opened, 1 closed, circuit CLOSED");
    }

    @Test
    @Order(2)
    void whileTheSourceIsSilentItIsNoticedWithinTwoHeartbeats() throws Exception {
        long noticed = leaveAndMeasure("?gap=-1", "2 opened, 2 closed, circuit CLOSED");
        // Due after one and a quarter; the rest is for the noise of the machine.
        assertThat(noticed).isLessThan(2 * HEARTBEAT_MILLIS);
    }

    @Test
    @Order(3)
    void aProbeThatIsLeftGivesItsPermitBack() throws Exception {
        try (SseClient failing = SseClient.open(uri("ticks?fails=true"))) {
            assertThatStream(failing.frames()).fails();
        }
        String halfOpen = "2 opened, 2 closed, circuit HALF_OPEN";
        assertThat(eventually(this::account, halfOpen::equals)).isEqualTo(halfOpen);
        leaveAndMeasure("?gap=-1", "3 opened, 3 closed, circuit HALF_OPEN");
        leaveAndMeasure("?gap=50", "4 opened, 4 closed, circuit HALF_OPEN");
    }
}
