package org.cqrsjakarta.it.proxies;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.cqrsjakarta.it.support.Wars;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application of this scenario, seen from outside: directly, or behind a proxy. */
record Pulse(URI base) {

    static WebArchive war(Map<String, String> settings) {
        return Wars.of(
                "pulse",
                settings,
                Pulses.class,
                PulseSource.class,
                OpenPulses.class,
                PulseResource.class,
                PulseResource.Root.class);
    }

    /** The same application, at another host and port. */
    Pulse behind(URI proxy) {
        return new Pulse(proxy.resolve(base.getPath()));
    }

    URI stream(int count, long gapMillis, long silenceMillis) {
        return base.resolve("pulses?count=" + count + "&gap=" + gapMillis + "&silence=" + silenceMillis);
    }

    /** How many handlers are at work. */
    int open() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(base.resolve("pulses/open")).build();
            return Integer.parseInt(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }
}
