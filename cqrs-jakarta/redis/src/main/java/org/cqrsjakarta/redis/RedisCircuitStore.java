package org.cqrsjakarta.redis;

import java.net.URI;
import java.util.List;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.StoredName;

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

    private final RedisLink link;

    RedisCircuitStore(RedisSettings settings) {
        link = new RedisLink(settings);
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
        return take(CircuitStep.of("exchange", circuit, report, "", "")).shared();
    }

    @Override
    public Lease lease(Circuit circuit, Report report, long number) {
        return take(CircuitStep.of("lease", circuit, report, Long.toString(number), ""));
    }

    @Override
    public Shared settle(Circuit circuit, Report report, String token, Verdict verdict) {
        return take(CircuitStep.of("settle", circuit, report, token, verdict.name()))
                .shared();
    }

    private Lease take(Step step) {
        return link.take(step, CircuitStep::read);
    }

    @Override
    public Subscription subscribe(String namespace, Listener listener) {
        return link.subscribe(List.of(Names.channel(namespace)), new RedisSubscription.Hints() {
            @Override
            public void told(byte[] channel, String message) {
                listener.changed(StoredName.unescaped(message));
            }

            @Override
            public void allMayHaveChanged() {
                listener.allMayHaveChanged();
            }
        });
    }

    /** Closes its connections and subscriptions; none of its threads is left. A step that runs meanwhile ends by itself. */
    @Override
    public void close() {
        link.close();
    }
}
