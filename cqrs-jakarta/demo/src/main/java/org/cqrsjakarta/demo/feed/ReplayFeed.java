package org.cqrsjakarta.demo.feed;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Serves recorded quakes over HTTP on the loopback interface, with the interface of the USGS's query service, oldest
 * quake first and at a pace; and fails on demand. Callable from any thread.
 */
final class ReplayFeed implements AutoCloseable {

    private static final String PATH = "/fdsnws/event/1/query";

    private final List<JsonObject> features;
    private final double rate;
    private final FaultSwitch faults = new FaultSwitch();
    private final AtomicLong requests = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final int port;

    /** Both {@code null}: closed. */
    private @Nullable Listener listener;

    private @Nullable SocketChannel reservation;

    private ReplayFeed(List<JsonObject> features, double rate) throws IOException {
        this.features = features;
        this.rate = rate;
        this.listener = Listener.open(0, this::answer);
        this.port = listener.port();
    }

    /**
     * Starts to serve, on a port of its own.
     *
     * @param features as in the USGS's GeoJSON, oldest first
     * @param rate     quakes per second of one response, the first at once; 0: as fast as possible
     */
    static ReplayFeed start(List<JsonObject> features, double rate) throws IOException {
        return new ReplayFeed(features, rate);
    }

    /** Where to ask; stays the same until the end. */
    URI url() {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + PATH);
    }

    /** How many requests have reached this feed. */
    long requests() {
        return requests.get();
    }

    Fault fault() {
        return faults.get();
    }

    /**
     * Switches a fault on, for responses under way too.
     *
     * @throws IOException when the feed was refusing and cannot have its port back; it then goes on refusing
     */
    void fault(Fault fault) throws IOException {
        lock.lock();
        try {
            if (fault.kind() == Fault.Kind.REFUSE) {
                faults.set(fault);
                goAway();
            } else {
                comeBack();
                faults.set(fault);
            }
        } finally {
            lock.unlock();
        }
    }

    /** When this returns no thread and no port is left. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (listener != null) {
                listener.close();
                listener = null;
            }
            release();
        } finally {
            lock.unlock();
        }
    }

    private void goAway() throws IOException {
        if (listener != null) {
            listener.close();
            listener = null;
            // Bound but not listening: connections are refused, and whoever asks for a free port is not given it.
            var channel = SocketChannel.open();
            reservation = channel;
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(Listener.loopback(port));
        }
    }

    private void comeBack() throws IOException {
        release();
        if (listener == null) {
            listener = Listener.open(port, this::answer);
        }
    }

    private void release() {
        if (reservation != null) {
            try {
                reservation.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Port " + port + " cannot be given back", e);
            }
            reservation = null;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        var uri = exchange.getRequestURI();
        if (!uri.getPath().equals(PATH)) {
            reply(exchange, 404, "Nothing here, ask " + PATH);
        } else if (!exchange.getRequestMethod().equals("GET")) {
            reply(exchange, 405, "Only GET is served here");
        } else {
            Query query;
            try {
                query = Query.parse(uri.getRawQuery());
            } catch (IllegalArgumentException e) {
                reply(exchange, 400, String.valueOf(e.getMessage()));
                return;
            }
            replay(exchange, query);
        }
    }

    private void replay(HttpExchange exchange, Query query) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        try {
            if (!new ReplayResponse(features, rate, faults).write(query, exchange.getResponseBody())) {
                // The only way to break a connection: the server closes it when its handler fails. Closing the
                // exchange would end the body as if it were whole.
                throw new IOException("The fault that is switched on breaks this response");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The feed ends");
        }
        exchange.close();
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
