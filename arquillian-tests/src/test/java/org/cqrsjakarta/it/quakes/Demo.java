package org.cqrsjakarta.it.quakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.it.support.Waits.eventually;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.cqrsjakarta.testkit.Frame;
import org.cqrsjakarta.testkit.SseClient;

/** The demo as its users reach it. */
final class Demo {

    private final URI base;

    Demo(URI base) {
        this.base = base;
    }

    URI uri(String path) {
        return base.resolve(path);
    }

    SseClient open(String query) throws Exception {
        return SseClient.open(uri("api/quakes" + query));
    }

    /** All events of a stream, without the frames that are none. */
    List<Frame> quakes(String query) throws Exception {
        try (SseClient client = open(query)) {
            assertThat(client.status()).isEqualTo(200);
            return events(client);
        }
    }

    static List<Frame> events(SseClient client) throws IOException {
        return client.frames().stream().filter(Frame::isEvent).toList();
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    /** Headers are names and values in turn. */
    HttpResponse<String> putFault(String json, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("api/feed/fault"));
        return send((headers.length == 0 ? request : request.headers(headers))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    void fault(String kind, int afterItems) throws Exception {
        assertThat(putFault("{\"kind\":\"" + kind + "\",\"afterItems\":" + afterItems + "}")
                        .statusCode())
                .isEqualTo(204);
    }

    String circuit() throws Exception {
        return Json.createReader(new StringReader(get("api/circuits").body()))
                .readArray()
                .getJsonObject(0)
                .getString("state");
    }

    void awaitCircuit(String state) throws Exception {
        assertThat(eventually(this::circuit, state::equals)).isEqualTo(state);
    }

    /** How many requests the feed has had. */
    int feedRequests() throws Exception {
        return object(get("api/feed").body()).getInt("requests");
    }

    /**
     * Heals the feed, and closes the circuit by a stream that succeeds: perhaps not the first, where an earlier test has
     * left one that is held for its client and is the probe, until its lease is over.
     */
    void heal() throws Exception {
        fault("none", 0);
        if (circuit().equals("OPEN")) {
            awaitCircuit("HALF_OPEN");
        }
        if (circuit().equals("HALF_OPEN")) {
            assertThat(eventually(
                            () -> {
                                quakes("?minMagnitude=6");
                                return circuit();
                            },
                            "CLOSED"::equals))
                    .isEqualTo("CLOSED");
        } else {
            // Successes push earlier failures out of the window of three.
            for (int i = 0; i < 3; i++) {
                quakes("?minMagnitude=6");
            }
        }
    }

    static JsonObject object(String json) {
        return Json.createReader(new StringReader(json)).readObject();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
