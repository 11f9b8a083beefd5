package org.cqrsjakarta.it.encoding;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of an application that compresses, by all means that a server offers. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Timeout(60)
class EncodingIT {

    private static final String TAKES_ALL = "gzip, deflate, br";

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive war() {
        return Wars.of(
                "encoding",
                Map.of("cqrs.sse.retry", "PT3S"),
                Ticks.class,
                Ticking.class,
                TicksResource.class,
                TicksResource.Root.class,
                Compressing.class,
                CompressingFilter.class);
    }

    private URI uri(String pathAndQuery) {
        return URI.create(base + "ticks/" + pathAndQuery);
    }

    private HttpResponse<String> read(String pathAndQuery, String... headers) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(pathAndQuery));
            return client.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"response", "sink"})
    void anItemArrivesWhileTheSourceIsSilent(String way) throws Exception {
        try (SseClient client = SseClient.open(uri(way + "?count=2&silence=true"), "Accept-Encoding", TAKES_ALL)) {
            assertThat(client.nextEvent().data()).isEqualTo("1");
            assertThat(client.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(client.headers().firstValue("Cache-Control")).contains("no-store, no-transform");
            assertThat(client.headers().firstValue("X-Accel-Buffering")).contains("no");
            assertThat(client.headers().firstValue("Filtered")).contains("false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"response", "sink"})
    void theBytesAreThoseOfTheWireFormat(String way) throws Exception {
        HttpResponse<String> response =
                read(way + "?count=2", "Accept", "text/event-stream", "Accept-Encoding", TAKES_ALL);
        assertThat(response.body().replaceAll("id: [0-9A-Za-z_-]+\\.", "id: s."))
                .isEqualTo("""
                retry: 3000
                event: item
                data: 1
                id: s.1

                event: item
                data: 2
                id: s.2

                event: complete
                data: {"items":2,"steps":["Ticking"]}
                id: s.end

                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"response", "sink"})
    void whoSaysInTheAddressWhereItWasGoesOn(String way) throws Exception {
        String stream = "unknown";
        assertThat(read(way + "?count=3&lastEventId=" + stream + ".2").body())
                .contains("data: 3\n")
                .doesNotContain("data: 2\n");
        HttpResponse<String> ended = read(way + "?count=3&lastEventId=" + stream + ".end");
        assertThat(ended.body()).isEmpty();
        assertThat(ended.statusCode()).isEqualTo(way.equals("sink") ? 200 : 204);
    }

    @Test
    void theRestOfTheApplicationIsCompressed() throws Exception {
        HttpResponse<String> text = read("text", "Accept", "text/plain", "Accept-Encoding", TAKES_ALL);
        assertThat(text.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(text.headers().firstValue("Filtered")).contains("true");
        assertThat(text.body()).doesNotContain("compressed");
    }
}
