package org.cqrsjakarta.testkit.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.testkit.CqrsAssertions.assertThatStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.cqrsjakarta.StreamingHandler;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.testkit.Fault;
import org.cqrsjakarta.testkit.FaultProxy;
import org.cqrsjakarta.testkit.Script;
import org.cqrsjakarta.testkit.ScriptedHandler;
import org.cqrsjakarta.testkit.SseClient;
import org.cqrsjakarta.testkit.TestApplication;
import org.junit.jupiter.api.Test;

/** The shorter pieces of docs/testing.md. */
class OtherWaysTest {

    static final Price A = new Price("a", 1.0);
    static final Price B = new Price("b", 2.0);
    static final Price C = new Price("c", 3.0);

    @Alternative
    @Priority(1)
    @StreamingHandler
    static class BrokenPrices extends ScriptedHandler<StreamPrices, Price> {}

    @Test
    void anAlternativeTakesThePlaceOfAPrimary() {
        try (TestApplication app = PricesTest.prices()
                .playing(BrokenPrices.class, Script.of(A).thenFails(new ConnectException("reset")))
                .start()) {
            assertThatStream(app.pull(new StreamPrices("ACME")))
                    .items(A)
                    .switchesOver("BrokenPrices", "StoredPrices")
                    .items(B, C)
                    .completes();
            assertThat(app.telemetry(SwitchedOver.class))
                    .singleElement()
                    .satisfies(event -> assertThat(event.cause()).hasMessage("reset"));
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("event: item\ndata: {\"id\":\"a\",\"value\":1}\nid: s.1\n\nevent: complete\ndata: {}\n\n"
                    .getBytes(UTF_8));
        }
    }

    @Test
    void aServerIsReadAsABrowserReadsIt() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", OtherWaysTest::answer);
        server.start();
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/api/prices?symbol=ACME");
        try (SseClient client = SseClient.open(uri)) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.nextEvent().is("item")).isTrue();
            assertThatStream(client.frames()).items(A).completes();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aConnectionIsCutInTheMiddleOfAFrame() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", OtherWaysTest::answer);
        server.start();
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/api/prices?symbol=ACME");
        try (FaultProxy proxy = FaultProxy.to(server.getAddress())) {
            proxy.next(Fault.oneByteAtATime(), Fault.silence().after(150));
            try (SseClient client = SseClient.open(proxy.through(uri))) {
                assertThat(client.nextEvent().is("item")).isTrue();
                proxy.now(Fault.reset());
                assertThatThrownBy(client::nextEvent).isInstanceOf(IOException.class);
                try (SseClient again = client.reconnect()) {
                    assertThatStream(again.frames()).items(A).completes();
                }
            }
        } finally {
            server.stop(0);
        }
    }
}
