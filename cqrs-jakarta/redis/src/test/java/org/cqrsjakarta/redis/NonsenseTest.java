package org.cqrsjakarta.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cqrsjakarta.testkit.CircuitReports.CIRCUIT;
import static org.cqrsjakarta.testkit.CircuitReports.quiet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.cqrsjakarta.testkit.HeardCircuits;
import org.cqrsjakarta.testkit.HeardStreams;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something that is no Redis, or a proxy that mixes answers up. */
class NonsenseTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    private static final String COPY = "*10\r\n$5\r\nowner\r\n$1\r\n1\r\n$2\r\nn1\r\n$1\r\n0\r\n$1\r\n1\r\n"
            + "$1\r\n0\r\n$1\r\n1\r\n$1\r\n0\r\n$1\r\n0\r\n$0\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+OK\r\n",
                ":7\r\n",
                "$-1\r\n",
                "*-1\r\n",
                "*0\r\n",
                "*4\r\n$1\r\n1\r\n$4\r\nOPEN\r\n$1\r\nx\r\n$0\r\n\r\n",
                "*4\r\n$2\r\n-1\r\n$4\r\nOPEN\r\n$1\r\n0\r\n$0\r\n\r\n",
                "*4\r\n$1\r\n1\r\n$4\r\nGONE\r\n$1\r\n0\r\n$0\r\n\r\n",
                "*4\r\n$1\r\n1\r\n$4\r\nOPEN\r\n$19\r\n9223372036854775807\r\n$0\r\n\r\n",
                "*5\r\n$1\r\n1\r\n$4\r\nOPEN\r\n$1\r\n0\r\n$0\r\n\r\n$2\r\nn1\r\n",
                "*4\r\n:1\r\n:2\r\n:3\r\n:4\r\n",
                "*9999\r\n$1\r\n1\r\n",
                "$9\r\nshort",
                "-ERR nothing goes\r\n",
                "-MOVED nonsense\r\n",
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "\u0000\u0001\u0002"
            })
    void isAFailureInTime(String answer) throws IOException, InterruptedException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = Thread.ofPlatform().daemon().start(() -> answerAll(server, answer));
        URI uri = TestRedis.uri(server.getLocalPort());
        try (RedisCircuitStore store = TestRedis.store(uri, SHORT);
                RedisStreamStore streams = TestRedis.streams(uri, SHORT)) {
            long before = System.nanoTime();

            assertThatThrownBy(() -> store.exchange(CIRCUIT, quiet("n1"))).hasMessageMatching("CQRS0100[34]: (?s).*");

            assertThatThrownBy(() -> streams.append(Parts.STREAM, Parts.of(0, Parts.item(1))))
                    .hasMessageMatching("CQRS0100[34]: (?s).*");
            assertThatThrownBy(() -> streams.beat("shop", "n1", SHORT, 0)).hasMessageMatching("CQRS0100[34]: (?s).*");
            assertThatThrownBy(() -> streams.post("shop", "post", SHORT)).hasMessageMatching("CQRS0100[34]: (?s).*");

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SHORT.multipliedBy(80));
            store.subscribe("shop", new HeardCircuits());
            streams.subscribe("shop", "n1", new HeardStreams());
        } finally {
            server.close();
        }
        // It reads until the client has closed its socket.
        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }

    /** A page or a claim may be nothing, but not this. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+OK\r\n",
                ":7\r\n",
                "*0\r\n",
                "*2\r\n*0\r\n*0\r\n",
                "*4\r\n*-1\r\n$1\r\n0\r\n*0\r\n*0\r\n",
                "*4\r\n" + COPY + "$2\r\n-1\r\n*0\r\n*0\r\n",
                "*4\r\n" + COPY + "$1\r\n0\r\n*1\r\n$4\r\nX1;1\r\n*1\r\n$1\r\nx\r\n",
                "*4\r\n" + COPY + "$1\r\n0\r\n*1\r\n$4\r\nI1;2\r\n*1\r\n$1\r\nx\r\n",
                "*4\r\n" + COPY + "$1\r\n0\r\n*1\r\n$4\r\nI1;1\r\n*0\r\n",
                "*2\r\n" + COPY + "*1\r\n$1\r\nx\r\n",
                "-ERR nothing goes\r\n"
            })
    void ofAStreamIsAFailureAsWell(String answer) throws IOException, InterruptedException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = Thread.ofPlatform().daemon().start(() -> answerAll(server, answer));
        try (RedisStreamStore streams = TestRedis.streams(TestRedis.uri(server.getLocalPort()), SHORT)) {
            assertThatThrownBy(() -> streams.read(Parts.STREAM, Parts.all()))
                    .hasMessageMatching("CQRS0100[34]: (?s).*");
            assertThatThrownBy(() -> streams.claim(Parts.STREAM, 1, "n1", SHORT))
                    .hasMessageMatching("CQRS0100[34]: (?s).*");
        } finally {
            server.close();
        }
        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }

    private static void answerAll(ServerSocket server, String answer) {
        while (true) {
            try (Socket client = server.accept()) {
                byte[] buffer = new byte[10_000];
                while (client.getInputStream().read(buffer) > 0) {
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }
}
