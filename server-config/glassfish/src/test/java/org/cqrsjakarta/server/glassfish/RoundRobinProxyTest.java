package org.cqrsjakarta.server.glassfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoundRobinProxyTest {

    private final List<ServerSocket> servers = new ArrayList<>();

    /** It says its name, and then what it is told. */
    private int server(char name) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        servers.add(socket);
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                serve(socket, name);
            }
        });
        return socket.getLocalPort();
    }

    /** A port at which nobody listens any more. */
    private int down() throws IOException {
        int port = server('a');
        servers.removeLast().close();
        return port;
    }

    private static void serve(ServerSocket socket, char name) {
        try (Socket client = socket.accept()) {
            client.getOutputStream().write(name);
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException closed) {
            // By the test, or by the other side.
        }
    }

    @AfterEach
    void close() throws IOException {
        for (ServerSocket server : servers) {
            server.close();
        }
    }

    private static String ask(RoundRobinProxy proxy, String words) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.getOutputStream().write(words.getBytes());
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes());
        }
    }

    @Test
    void eachConnectionGoesToTheNextServerAndEndsAsTheServerEndsIt() throws IOException {
        RoundRobinProxy proxy = RoundRobinProxy.start(0, List.of(server('a'), server('b')));
        String much = "x".repeat(100_000);
        assertThat(ask(proxy, much)).isEqualTo("a" + much);
        assertThat(ask(proxy, "2")).isEqualTo("b2");
        assertThat(ask(proxy, "3")).isEqualTo("a3");
        proxy.close();
    }

    @Test
    void whatIsDownIsPassedOver() throws IOException {
        int down = down();
        RoundRobinProxy proxy = RoundRobinProxy.start(0, List.of(down, server('b')));
        assertThat(ask(proxy, "1")).isEqualTo("b1");
        assertThat(ask(proxy, "2")).isEqualTo("b2");
        proxy.close();
    }

    @Test
    void whereAllAreDownTheConnectionIsClosed() throws IOException {
        int down = down();
        RoundRobinProxy proxy = RoundRobinProxy.start(0, List.of(down));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        proxy.close();
    }
}
