package org.cqrsjakarta.server.glassfish;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One address for several servers of this machine: each connection goes to the next one that takes it, so that nobody stays with
 * the same one on purpose. It looks at nothing, and passes on all bytes as they come.
 */
final class RoundRobinProxy {

    private static final int BUFFER = 16 * 1024;
    private static final long PAUSE_NANOS = 100_000_000;

    private final ServerSocket socket;
    private final List<Integer> servers;
    private final AtomicInteger turns = new AtomicInteger();

    private RoundRobinProxy(ServerSocket socket, List<Integer> servers) {
        this.socket = socket;
        this.servers = List.copyOf(servers);
    }

    /**
     * Listens on loopback from now on, until this process ends.
     *
     * @param port    0: any that is free
     * @param servers their ports on loopback, one or more
     */
    static RoundRobinProxy start(int port, List<Integer> servers) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        RoundRobinProxy proxy = new RoundRobinProxy(socket, servers);
        Thread.ofPlatform().daemon().name("proxy").start(proxy::accept);
        return proxy;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Until it is closed. */
    void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().name("proxy-connection").start(() -> serve(client));
            } catch (IOException closedOrOutOfFiles) {
                // Out of files, say: without a pause this thread would take a processor until there are some.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = connect()) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().name("proxy-answer").start(() -> copy(server, client));
            copy(client, server);
            back.join();
        } catch (IOException nobodyThere) {
            // The client's connection is closed, as it would be without a proxy.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** To the next one that takes it. */
    private Socket connect() throws IOException {
        int first = turns.getAndUpdate(turn -> (turn + 1) % servers.size());
        IOException failure = new IOException("No server");
        for (int i = 0; i < servers.size(); i++) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), servers.get((first + i) % servers.size()));
            } catch (IOException down) {
                failure = down;
            }
        }
        throw failure;
    }

    /** Until one of them is gone; what has ended in order ends in order for the other one, too. */
    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            abort(from);
            abort(to);
        }
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // As it should be.
        }
    }
}
