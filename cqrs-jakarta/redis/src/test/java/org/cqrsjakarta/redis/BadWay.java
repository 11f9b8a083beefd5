package org.cqrsjakarta.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a server, on which all answers can be cut in their midst, or garbled, for as long as it is said. */
final class BadWay implements AutoCloseable {

    enum Does {
        FORWARD,
        CUT,
        GARBLE
    }

    private static final int BACKLOG = 50;
    private static final int MOST = 64 * 1024;

    private final InetSocketAddress server;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Random random = new Random(18);
    private volatile Does does = Does.FORWARD;

    BadWay(InetSocketAddress server) throws IOException {
        this.server = server;
        this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    URI uri() {
        return TestRedis.uri(listening.getLocalPort());
    }

    void now(Does what) {
        does = what;
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                // It was closed, or a client has gone at once.
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket to = new Socket(server.getAddress(), server.getPort())) {
            open.add(to);
            client.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> ask(client, to));
            answer(to.getInputStream(), client.getOutputStream());
        } catch (IOException e) {
            // One of them has gone: so does the other.
        } finally {
            open.remove(client);
            open.removeIf(Socket::isClosed);
        }
    }

    private static void ask(Socket client, Socket to) {
        try (client;
                to) {
            client.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // As above.
        }
    }

    private void answer(InputStream from, OutputStream to) throws IOException {
        byte[] bytes = new byte[MOST];
        for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
            switch (does) {
                case FORWARD -> to.write(bytes, 0, read);
                case CUT -> {
                    to.write(bytes, 0, read / 2);
                    return;
                }
                case GARBLE -> to.write(garbled(read));
            }
        }
    }

    private byte[] garbled(int length) {
        byte[] nonsense = new byte[length];
        random.nextBytes(nonsense);
        return nonsense;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
