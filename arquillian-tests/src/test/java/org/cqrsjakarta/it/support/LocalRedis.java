package org.cqrsjakarta.it.support;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import redis.embedded.RedisServer;

/** A Redis on a free port of loopback, which keeps nothing on disk. */
public final class LocalRedis implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final RedisServer server;
    private final int port;

    private LocalRedis(RedisServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts one. */
    public static LocalRedis start() {
        int port = freePort();
        try {
            RedisServer server = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .build();
            server.start();
            return new LocalRedis(server, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** How many connections there are, without the one that asks. */
    public int connections() throws IOException {
        return numberOf("connected_clients", "clients") - 1;
    }

    /** How many scripts were called, which is how streams come to it. */
    public int streamsBegun() throws IOException {
        return numberOf("cmdstat_evalsha:calls", "commandstats");
    }

    private int numberOf(String name, String section) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(("INFO " + section + "\r\nQUIT\r\n").getBytes(US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length() + 1).split(",")[0])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
