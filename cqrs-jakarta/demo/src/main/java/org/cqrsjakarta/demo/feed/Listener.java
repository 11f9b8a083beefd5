package org.cqrsjakarta.demo.feed;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on the loopback interface, from its start to its end; it answers on virtual threads. */
final class Listener implements AutoCloseable {

    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final ExecutorService threads;

    private Listener(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Starts to listen; port 0 is any that is free. */
    static Listener open(int port, HttpHandler handler) throws IOException {
        var server = HttpServer.create(loopback(port), BACKLOG);
        var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("quakes-replay-", 0).factory());
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        return new Listener(server, threads);
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Breaks what is open; when this returns no thread and no port is left. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        threads.close();
    }
}
