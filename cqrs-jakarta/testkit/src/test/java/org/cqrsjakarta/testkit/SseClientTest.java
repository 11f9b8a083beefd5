package org.cqrsjakarta.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SseClientTest {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<List<String>> askedFor = new LinkedBlockingQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private URI serving(HttpHandler handler) {
        server.createContext("/", exchange -> {
            askedFor.add(List.of(
                    String.valueOf(exchange.getRequestHeaders().getFirst("Accept")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID"))));
            handler.handle(exchange);
        });
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    private URI serving(String stream) {
        return serving(exchange -> {
            try (OutputStream out = begin(exchange)) {
                out.write(stream.getBytes(UTF_8));
            }
        });
    }

    private static OutputStream begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    @Test
    void framesAreGivenOneByOneCommentsIncluded() throws Exception {
        try (SseClient client = SseClient.open(serving("retry: 2000\nevent: item\ndata: 1\nid: s.1\n\n:\ndata: 2"))) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(client.recorded()).isEmpty();
            assertThat(client.next().retry()).hasMillis(2000);
            assertThat(client.next().is("item")).isTrue();
            assertThat(client.recorded()).hasSize(2);
            assertThat(client.next().comments()).containsExactly("");
            assertThat(client.next()).isNull();
            assertThat(client.recorded()).hasSize(3);
        }
    }

    @Test
    void allFramesIncludeThoseThatWereGivenBefore() throws Exception {
        try (SseClient client = SseClient.open(serving(":\n\ndata: 1\n\n:\n\ndata: 2\n\n"))) {
            assertThat(client.nextEvent().data()).isEqualTo("1");
            assertThat(client.nextEvent().data()).isEqualTo("2");
            assertThat(client.nextEvent()).isNull();
            assertThat(client.frames()).hasSize(4);
        }
    }

    @Test
    void headersAreSent() throws Exception {
        URI uri = serving("");
        try (SseClient client = SseClient.open(uri, "Authorization", "Basic x", "Last-Event-ID", "s.7")) {
            assertThat(client.frames()).isEmpty();
            assertThat(askedFor.take()).containsExactly("text/event-stream", "Basic x", "s.7");
        }
    }

    @Test
    void itReconnectsFromTheLastFrameThatItHasGivenOut() throws Exception {
        URI uri = serving("id: s.1\ndata: 1\n\n:\n\nid: s.2\ndata: 2\n\n");
        try (SseClient client = SseClient.open(uri, "Authorization", "Basic x")) {
            client.next();
            client.next();
            try (SseClient again = client.reconnect()) {
                assertThat(again.frames()).hasSize(3);
                try (SseClient third = again.reconnect()) {
                    assertThat(third.status()).isEqualTo(200);
                }
            }
        }
        assertThat(askedFor).extracting(headers -> headers.get(2)).containsExactly("null", "s.1", "s.2");
        assertThat(askedFor).extracting(headers -> headers.get(1)).containsOnly("Basic x");
    }

    @Test
    void withoutAnIdItReconnectsFromWhereItBegan() throws Exception {
        try (SseClient client = SseClient.open(serving("data: 1\n\n"), "Last-Event-ID", "s.7")) {
            client.frames();
            client.reconnect().close();
        }
        assertThat(askedFor).extracting(headers -> headers.get(2)).containsExactly("s.7", "s.7");
    }

    @Test
    void aFrameIsGivenAsSoonAsItIsThere() throws Exception {
        CountDownLatch given = new CountDownLatch(1);
        URI uri = serving(exchange -> {
            try (OutputStream out = begin(exchange)) {
                out.write("data: 1\n\ndata: 2".getBytes(UTF_8));
                out.flush();
                given.await();
                out.write("\n\n".getBytes(UTF_8));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (SseClient client = SseClient.open(uri)) {
            assertThat(client.next().data()).isEqualTo("1");
            given.countDown();
            assertThat(client.next().data()).isEqualTo("2");
        }
    }

    @Test
    void closingClosesTheConnection() throws Exception {
        CompletableFuture<IOException> noticed = new CompletableFuture<>();
        SseClient client = SseClient.open(serving(exchange -> writeForEver(begin(exchange), noticed)));
        assertThat(client.next().data()).isEqualTo("on and on");
        client.close();
        assertThat(noticed.get(20, TimeUnit.SECONDS)).isNotNull();
        assertThatThrownBy(client::frames).isInstanceOf(IOException.class);
    }

    private static void writeForEver(OutputStream out, CompletableFuture<IOException> noticed) {
        try {
            while (true) {
                out.write("data: on and on\n\n".getBytes(UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            noticed.complete(e);
        }
    }
}
