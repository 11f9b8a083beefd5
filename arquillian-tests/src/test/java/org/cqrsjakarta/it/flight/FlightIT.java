package org.cqrsjakarta.it.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.cqrsjakarta.it.support.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events of the Flight Recorder, whose classes come from a WAR here and whose recorder is the JDK's. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class FlightIT {

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.of(
                "flight",
                Map.of(),
                Numbers.class,
                Broken.class,
                Whole.class,
                FlightResource.class,
                FlightResource.Root.class);
    }

    @Test
    void theFlightRecorderKeepsTheSwitchoverAndTheStream() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(base.resolve("flight"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            String events =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            assertThat(events.lines()).containsExactly("Switchover java.io.IOException", "Stream 3");
        }
    }
}
