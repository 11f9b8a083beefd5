package org.cqrsjakarta.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Objects;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.rest.SseMediator;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import redis.embedded.RedisServer;

/** One of several nodes that share a Redis of their own on this machine, whose time is not measured. */
@State(Scope.Benchmark)
public class Node {

    /** What other nodes have of its streams: {@code cqrs.store.streams}. */
    @Param({"none", "follow", "journal"})
    private String mode = "none";

    private @Nullable Running running;

    private record Running(RedisServer redis, Application application, SseMediator mediator) {}

    @Setup
    public void start() throws IOException {
        int port = freePort();
        RedisServer redis = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        redis.start();
        System.setProperty("cqrs.redis.uri", "redis://127.0.0.1:" + port);
        System.setProperty("cqrs.store.namespace", "benchmark");
        System.setProperty("cqrs.store.secret", "of the benchmark's nodes");
        System.setProperty("cqrs.store.streams", mode);
        Application application = Application.withStore();
        running = new Running(redis, application, application.get(SseMediator.class));
    }

    @TearDown
    public void stop() throws IOException {
        running().application().undeploy();
        running().redis().stop();
    }

    private Running running() {
        return Objects.requireNonNull(running, "not started");
    }

    /**
     * Delivers a stream to its end.
     *
     * @return how many bytes were written
     */
    long deliver(StreamRequest<?> request) {
        return deliver(running().mediator(), request);
    }

    static long deliver(SseMediator mediator, StreamRequest<?> request) {
        new Caller(null, null, false, null, null).enter();
        var response = new WrittenResponse();
        mediator.deliver(request, response.suspended()).toCompletableFuture().join();
        return response.written();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
