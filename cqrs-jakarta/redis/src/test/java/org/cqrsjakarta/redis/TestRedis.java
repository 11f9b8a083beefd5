package org.cqrsjakarta.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.embedded.core.RedisServerBuilder;

/** A real server on a free port of loopback, which keeps nothing on disk. */
final class TestRedis implements AutoCloseable {

    /** Long enough for a machine that has other things to do. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final redis.embedded.RedisServer process;
    private final int port;

    /** Past the store, as an operator. */
    final RedisClient operator;

    TestRedis(int port, String... settings) {
        this.port = port;
        try {
            RedisServerBuilder builder = redis.embedded.RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .setting("appendonly no");
            for (String setting : settings) {
                builder.setting(setting);
            }
            process = builder.build();
            process.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RedisServer server = new RedisServer(RedisSettings.of(RedisAddress.parse("uri", uri().toString())));
        operator = server.client(server.place());
    }

    /** Starts one. */
    static TestRedis start(String... settings) {
        return new TestRedis(freePort(), settings);
    }

    /** One that leaves room for a cluster's own port above it. */
    static int freeClusterPort() {
        int port = freePort();
        while (port > 55_000) {
            port = freePort();
        }
        return port;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    URI uri() {
        return uri(port);
    }

    static URI uri(int port) {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** What the client has no method for. */
    String command(Protocol.Command command, String... arguments) {
        try (Connection connection = new Connection("127.0.0.1", port)) {
            connection.sendCommand(command, arguments);
            return connection.getOne() instanceof byte[] text ? new String(text, StandardCharsets.US_ASCII) : "";
        }
    }

    RedisCircuitStore store() {
        return store(uri(), TIMEOUT);
    }

    static RedisCircuitStore store(URI uri, Duration timeout) {
        return new RedisCircuitStore(settings(uri, timeout));
    }

    RedisStreamStore streams() {
        return streams(uri(), TIMEOUT);
    }

    static RedisStreamStore streams(URI uri, Duration timeout) {
        return new RedisStreamStore(settings(uri, timeout));
    }

    private static RedisSettings settings(URI uri, Duration timeout) {
        return new RedisSettings(RedisAddress.parse("uri", uri.toString()), timeout, 4, RedisTls.DEFAULT);
    }

    @Override
    public void close() {
        operator.close();
        try {
            process.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
