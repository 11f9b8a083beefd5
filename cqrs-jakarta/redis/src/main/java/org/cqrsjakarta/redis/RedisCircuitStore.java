package org.cqrsjakarta.redis;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cqrsjakarta.spi.CircuitStore;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Shares circuits by way of Redis 6.2 or later, or Valkey. Each step is one script, by the server's clock; each circuit is one
 * text below {@code cqrs:{digest of the namespace}:c:}, which is forgotten a day after the last step, and counts as missing if
 * it cannot be read. Changes are published. In a cluster all of a namespace is in one slot, and any of the servers may be named.
 *
 * <p>Connects when it is first asked. A step ends in time: it waits no longer than {@code cqrs.redis.timeout} for each of a
 * connection of the pool, to connect, and an answer; it is sent once more if the connection turns out to be gone. What it
 * throws has a numbered message with the remedy, if one is known. Thread-safe.
 */
public final class RedisCircuitStore implements CircuitStore, AutoCloseable {

    private final RedisServer server;
    private final RedisNodes nodes;
    private final Set<RedisSubscription> subscriptions = new HashSet<>();
    private volatile boolean isClosed;

    RedisCircuitStore(RedisSettings settings) {
        server = new RedisServer(settings);
        nodes = new RedisNodes(server);
    }

    /**
     * Creates one with the default settings.
     *
     * @param uri {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss://} for TLS
     * @throws IllegalArgumentException if it has another form
     */
    public static RedisCircuitStore of(URI uri) {
        return new RedisCircuitStore(RedisSettings.of(RedisAddress.parse("uri", uri.toString())));
    }

    @Override
    public Shared exchange(Circuit circuit, Report report) {
        return take(circuit, CircuitStep.of("exchange", circuit, report, "", ""))
                .shared();
    }

    @Override
    public Lease lease(Circuit circuit, Report report, long number) {
        return take(circuit, CircuitStep.of("lease", circuit, report, Long.toString(number), ""));
    }

    @Override
    public Shared settle(Circuit circuit, Report report, String token, Verdict verdict) {
        return take(circuit, CircuitStep.of("settle", circuit, report, token, verdict.name()))
                .shared();
    }

    @Override
    public Subscription subscribe(String namespace, Listener listener) {
        RedisSubscription subscription = new RedisSubscription(server, namespace, listener, this::forget);
        synchronized (subscriptions) {
            checkOpen();
            subscriptions.add(subscription);
        }
        subscription.start();
        return subscription;
    }

    private void forget(RedisSubscription subscription) {
        synchronized (subscriptions) {
            subscriptions.remove(subscription);
        }
    }

    private Lease take(Circuit circuit, CircuitStep step) {
        checkOpen();
        Object answer;
        try {
            answer = nodes.run(circuit.namespace(), step);
        } catch (JedisException e) {
            throw new IllegalStateException(
                    RedisMessages.MESSAGES.failed(
                            server.toString(), step.name(), String.valueOf(e.getMessage()), RedisServer.remedy(e)),
                    e);
        }
        return CircuitStep.read(answer).orElseThrow(() -> {
            nodes.distrust();
            return new IllegalStateException(RedisMessages.MESSAGES.noAnswer(server.toString(), step.name()));
        });
    }

    private void checkOpen() {
        if (isClosed) {
            throw new IllegalStateException(RedisMessages.MESSAGES.closed(server.toString()));
        }
    }

    /** Closes its connections and subscriptions; none of its threads is left. A step that runs meanwhile ends by itself. */
    @Override
    public void close() {
        List<RedisSubscription> open;
        synchronized (subscriptions) {
            isClosed = true;
            open = List.copyOf(subscriptions);
        }
        open.forEach(RedisSubscription::close);
        nodes.close();
    }
}
