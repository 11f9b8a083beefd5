package org.cqrsjakarta.it.proxies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.it.support.Waits.eventually;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.cqrsjakarta.it.support.Nginx;
import org.cqrsjakarta.testkit.Frame;
import org.cqrsjakarta.testkit.SseClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams behind an nginx that nobody has told about streams. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ProxyIT {

    private static final long HEARTBEAT_MILLIS = 1_000;
    private static final long FOR_EVER = 3_600_000;
    private static final String GZIP = "gzip on; gzip_types text/event-stream;";

    @RegisterExtension
    private final Nginx nginx = new Nginx();

    @ArquillianResource
    private URI base;

    private Pulse direct;

    @Deployment(testable = false)
    static WebArchive war() {
        return Pulse.war(Map.of(
                "cqrs.sse.heartbeat",
                "PT" + HEARTBEAT_MILLIS / 1000 + "S",
                // Nobody is waited for: a handler closes when its client is noticed to be gone.
                "cqrs.sse.resume-window",
                "PT0S"));
    }

    @BeforeEach
    void warmUp() throws Exception {
        direct = new Pulse(base);
        try (SseClient first = SseClient.open(direct.stream(2, 10, 0))) {
            assertThatStream(first.frames()).itemCount(2).completes();
        }
    }

    private Pulse behindNginx(String http, String beside) throws Exception {
        URI proxy = nginx.start(http, "proxy_pass http://127.0.0.1:" + base.getPort() + "; " + beside);
        return direct.behind(proxy);
    }

    private static long ageMillis(String madeAtMillis) {
        return System.currentTimeMillis() - Long.parseLong(madeAtMillis);
    }

    @Test
    void theFirstEventIsThereInUnderASecondAndTheNextOnesAsSoonAsTheyAreMade() throws Exception {
        Pulse proxied = behindNginx("", "");
        long asked = System.nanoTime();
        try (SseClient client = SseClient.open(proxied.stream(4, 700, FOR_EVER))) {
            Frame first = client.nextEvent();
            long waitedMillis = (System.nanoTime() - asked) / 1_000_000;
            assertThat(first.event()).isEqualTo("item");
            assertThat(client.headers().firstValue("Server").orElseThrow()).startsWith("nginx");
            assertThat(waitedMillis).isLessThan(1_000);
            for (int i = 0; i < 3; i++) {
                // An item that waited for the next one would be 700 ms old.
                assertThat(ageMillis(client.nextEvent().data())).isLessThan(600);
            }
            System.out.printf("Behind nginx the first event took %d ms%n", waitedMillis);
        }
    }

    @Test
    void compressionByTheProxyHoldsNothingBack() throws Exception {
        Pulse proxied = behindNginx(GZIP, "");
        HttpRequest request = HttpRequest.newBuilder(proxied.stream(2, 700, FOR_EVER))
                .header("Accept-Encoding", "gzip")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            long asked = System.nanoTime();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
            try (InputStream lines = new GZIPInputStream(response.body())) {
                data(lines);
                long waitedMillis = (System.nanoTime() - asked) / 1_000_000;
                assertThat(waitedMillis).isLessThan(1_000);
                assertThat(ageMillis(data(lines))).isLessThan(600);
                System.out.printf("Compressed by nginx the first event took %d ms%n", waitedMillis);
            } finally {
                client.shutdownNow();
            }
        }
    }

    private static String data(InputStream lines) throws IOException {
        String line = line(lines);
        while (!line.startsWith("data: ")) {
            line = line(lines);
        }
        return line.substring("data: ".length());
    }

    /** Byte by byte: a reader would wait for more than there is, as an inflating stream always claims to have more. */
    private static String line(InputStream lines) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = lines.read(); b != '\n'; b = lines.read()) {
            if (b < 0) {
                throw new EOFException("the stream ends after \"" + line + "\"");
            }
            line.append((char) b);
        }
        return line.toString();
    }

    @Test
    void heartbeatsKeepASilentStreamOpenForLongerThanTheProxyWaits() throws Exception {
        Pulse proxied = behindNginx("", "proxy_read_timeout 3s;");
        try (SseClient client = SseClient.open(proxied.stream(1, 0, 10_000))) {
            assertThatStream(client.frames()).itemCount(1).completes();
        }
    }

    @Test
    void withoutAHeartbeatInTimeTheProxyCutsASilentStream() throws Exception {
        Pulse proxied = behindNginx("", "proxy_read_timeout 500ms;");
        try (SseClient client = SseClient.open(proxied.stream(1, 0, 10_000))) {
            assertThat(client.nextEvent().event()).isEqualTo("item");
            assertThatThrownBy(client::frames).isInstanceOf(IOException.class);
            assertThat(client.recorded()).noneMatch(frame -> frame.is("complete"));
        }
    }

    @Test
    void whoLeavesTheProxyIsNoticedBehindIt() throws Exception {
        Pulse proxied = behindNginx("", "");
        try (SseClient client = SseClient.open(proxied.stream(1, 0, FOR_EVER))) {
            assertThat(client.nextEvent().event()).isEqualTo("item");
        }
        assertThat(eventually(direct::open, open -> open == 0)).isZero();
    }

    /** The server has 64 threads for requests, and with the settings that streams need it waits for a body for ever. */
    private void askAmongSlowBodies(URI proxy, int requests, Duration longest) throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(proxy.getHost(), proxy.getPort());
                slow.add(socket);
                socket.getOutputStream()
                        .write(("POST " + base.getPath() + "pulses/length HTTP/1.1\r\nHost: " + proxy.getAuthority()
                                        + "\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\nbegun")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            HttpRequest request = HttpRequest.newBuilder(
                            direct.behind(proxy).base().resolve("pulses/open"))
                    .timeout(longest)
                    .build();
            try (HttpClient client = HttpClient.newHttpClient()) {
                for (int i = 0; i < requests; i++) {
                    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                                    .statusCode())
                            .isEqualTo(200);
                }
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void bodiesThatComeSlowlyTakeNoThreadOfTheServer() throws Exception {
        URI proxy = nginx.start("", "proxy_pass http://127.0.0.1:" + base.getPort() + ";");
        askAmongSlowBodies(proxy, 20, Duration.ofSeconds(30));
    }

    /** The counter-test: without what nginx does unless it is told otherwise. */
    @Test
    void passedOnAsTheyComeTheyTakeAll() throws Exception {
        URI proxy = nginx.start(
                "proxy_request_buffering off;",
                "proxy_pass http://127.0.0.1:" + base.getPort() + "; proxy_http_version 1.1;");
        assertThatThrownBy(() -> askAmongSlowBodies(proxy, 1, Duration.ofSeconds(5)))
                .isInstanceOf(HttpTimeoutException.class);
    }
}
