package org.cqrsjakarta.inspector.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application on the loopback whose feed is a {@link Flood}, at {@code /cqrs/telemetry}, for so long. Every client has
 * a flood of its own. Who does not read loses events as with a real one, whose ring has an end.
 *
 * <pre>java … FloodServer port eventsPerSecond lanes seconds</pre>
 */
final class FloodServer implements AutoCloseable {

    private static final long SECOND = 1_000_000;
    private static final long BETWEEN_BATCHES = 34_000;
    private static final long BETWEEN_CIRCUITS = SECOND / 4;
    private static final int LARGEST_BATCH = 8192;
    private static final int RING = 65_536;

    /** When it is, and waiting until it is later. */
    interface Pace {

        Pace SYSTEM = new Pace() {
            private final long origin =
                    ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - System.nanoTime() / 1000;

            @Override
            public long micros() {
                return origin + System.nanoTime() / 1000;
            }

            @Override
            public void waitUntil(long micros) throws InterruptedException {
                TimeUnit.MICROSECONDS.sleep(micros - micros());
            }
        };

        /** Microseconds since 1970. */
        long micros();

        void waitUntil(long micros) throws InterruptedException;
    }

    private final int eventsPerSecond;
    private final int lanes;
    private final long duration;
    private final long seed;
    private final Pace pace;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger feeds = new AtomicInteger();

    /**
     * Serves.
     *
     * @param port    0 for any
     * @param seconds how long each feed is
     */
    FloodServer(int port, int eventsPerSecond, int lanes, int seconds, long seed, Pace pace) throws IOException {
        this.eventsPerSecond = eventsPerSecond;
        this.lanes = lanes;
        this.duration = seconds * SECOND;
        this.seed = seed;
        this.pace = pace;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/cqrs/telemetry", this::answer);
        server.start();
    }

    /** What an inspector is to be given. */
    URI address() {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            writeTo(out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    /** Writes one feed, from now on. */
    void writeTo(OutputStream out) throws IOException, InterruptedException {
        int feed = feeds.incrementAndGet();
        long begin = pace.micros();
        Flood flood = new Flood("flood" + feed + "x", seed + feed, begin, eventsPerSecond, lanes);
        write(out, "hello", null, flood.hello(begin));
        write(out, "snapshot", null, flood.snapshot(begin));
        long circuitsTold = begin;
        for (long at = begin; at < begin + duration; ) {
            pace.waitUntil(at + BETWEEN_BATCHES);
            at = Math.min(pace.micros(), begin + duration);
            long late = flood.due(at) - RING;
            if (late > 0) {
                write(out, "lost", null, "{\"events\":" + flood.lose(at, late) + "}");
                write(out, "snapshot", null, flood.snapshot(at));
            }
            while (flood.due(at) > 0) {
                String batch = flood.batch(at, LARGEST_BATCH);
                write(out, "batch", flood.id(), batch);
            }
            if (at - circuitsTold >= BETWEEN_CIRCUITS) {
                write(out, "circuits", null, flood.circuits(at));
                circuitsTold = at;
            }
            out.flush();
        }
    }

    private static void write(OutputStream out, String name, String id, String json) throws IOException {
        out.write(("event: " + name + (id == null ? "" : "\nid: " + id) + "\ndata: " + json + "\n\n").getBytes(UTF_8));
    }

    /** Port, events a second, lanes, seconds. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int seconds = Integer.parseInt(args[3]);
        try (FloodServer flood = new FloodServer(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                seconds,
                1,
                Pace.SYSTEM)) {
            System.out.println(args[1] + " events a second of " + args[2] + " streams at " + flood.address() + " for "
                    + seconds + " s");
            TimeUnit.SECONDS.sleep(seconds);
        }
    }
}
