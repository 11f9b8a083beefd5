package org.cqrsjakarta.redis;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cqrsjakarta.spi.CircuitStore.Subscription;
import org.cqrsjakarta.spi.StoreArguments;
import org.cqrsjakarta.spi.StreamStore;

/**
 * Keeps copies of streams in Redis 6.2 or later, or Valkey. Each step is one script, by the server's clock. A copy is four keys
 * below {@code cqrs:{digest of the namespace:key of the stream}:}, in one slot; what all nodes hear is three below
 * {@code cqrs:{digest of the namespace}:}. All of them expire, and count as missing if one cannot be read, or has been evicted.
 * Hints are published, of a copy only to the nodes that listen to it. In a cluster the streams are on all servers, of which any
 * may be named.
 *
 * <p>Connects when it is first asked. A step ends in time: it waits no longer than {@code cqrs.redis.timeout} for each of a
 * connection of the pool, to connect, and an answer; it is sent once more if the connection turns out to be gone, so that a post
 * may be there twice. What it throws has a numbered message with the remedy, if one is known. Thread-safe.
 */
public final class RedisStreamStore implements StreamStore, AutoCloseable {

    private final RedisLink link;

    RedisStreamStore(RedisSettings settings) {
        link = new RedisLink(settings);
    }

    /**
     * Creates one with the default settings.
     *
     * @param uri {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss://} for TLS
     * @throws IllegalArgumentException if it has another form
     */
    public static RedisStreamStore of(URI uri) {
        return new RedisStreamStore(RedisSettings.of(RedisAddress.parse("uri", uri.toString())));
    }

    @Override
    public Copy append(Stream stream, Part part) {
        return link.take(StreamStep.append(stream, part), StreamStep::copy);
    }

    @Override
    public Optional<Page> read(Stream stream, Reading reading) {
        return link.take(StreamStep.read(stream, reading), StreamStep::page);
    }

    @Override
    public Optional<Claim> claim(Stream stream, long epoch, String node, Duration kept) {
        StoreArguments.claim(epoch, node, kept);
        return link.take(StreamStep.claim(stream, epoch, node, kept), StreamStep::claim);
    }

    @Override
    public void remove(Stream stream, long epoch) {
        StoreArguments.remove(epoch);
        link.take(StreamStep.remove(stream, epoch), Answer::text);
    }

    @Override
    public Beat beat(String namespace, String node, Duration live, long after) {
        StoreArguments.beat(node, live, after);
        return link.take(BoardStep.beat(namespace, node, live, after), answer -> BoardStep.read(answer, node, live));
    }

    @Override
    public void post(String namespace, String text, Duration kept) {
        StoreArguments.post(text, kept);
        link.take(BoardStep.post(namespace, text, kept), Answer::text);
    }

    @Override
    public Subscription subscribe(String namespace, String node, Listener listener) {
        StoreArguments.subscribe(node);
        byte[] posted = Names.posted(namespace);
        byte[] appended = Names.appended(namespace, node);
        return link.subscribe(List.of(posted, appended), new RedisSubscription.Hints() {
            @Override
            public void told(byte[] channel, String message) {
                if (Arrays.equals(channel, posted)) {
                    listener.posted();
                } else {
                    listener.appended(message);
                }
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
