package org.cqrsjakarta.redis;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.cqrsjakarta.spi.CircuitStore.Subscription;
import org.cqrsjakarta.spi.StreamStore;
import org.eclipse.microprofile.config.ConfigProvider;

/** An application's store, as its extension makes it, and how often that was asked. */
@Alternative
@Priority(1)
@ApplicationScoped
class WatchedStore implements StreamStore {

    private final RedisStreamStore store = new RedisStreamStore(RedisSettings.from(ConfigProvider.getConfig()));

    /** By stream: parts that have no answer yet, and those that were not taken. */
    private final Map<String, AtomicInteger> waiting = new ConcurrentHashMap<>();

    private final Map<String, AtomicInteger> failed = new ConcurrentHashMap<>();

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger beats = new AtomicInteger();

    @PreDestroy
    void close() {
        store.close();
    }

    /** Of the stream with the most of them: parts that were not taken since this was asked last, or have no answer yet. */
    int mostInVain() {
        return waiting.entrySet().stream()
                .mapToInt(entry ->
                        entry.getValue().get() + of(failed, entry.getKey()).getAndSet(0))
                .max()
                .orElse(0);
    }

    private static AtomicInteger of(Map<String, AtomicInteger> counts, String stream) {
        return counts.computeIfAbsent(stream, unused -> new AtomicInteger());
    }

    /** Calls that have no answer yet. */
    int underWay() {
        return underWay.get();
    }

    /** How often the node has said that it lives, and was answered, or was not. */
    int beats() {
        return beats.get();
    }

    private <T> T counted(Supplier<T> call) {
        underWay.incrementAndGet();
        try {
            return call.get();
        } finally {
            underWay.decrementAndGet();
        }
    }

    @Override
    public Copy append(Stream stream, Part part) {
        AtomicInteger ofStream = of(waiting, stream.key());
        ofStream.incrementAndGet();
        try {
            return counted(() -> store.append(stream, part));
        } catch (RuntimeException e) {
            of(failed, stream.key()).incrementAndGet();
            throw e;
        } finally {
            ofStream.decrementAndGet();
        }
    }

    @Override
    public Optional<Page> read(Stream stream, Reading reading) {
        return counted(() -> store.read(stream, reading));
    }

    @Override
    public Optional<Claim> claim(Stream stream, long epoch, String node, Duration kept) {
        return counted(() -> store.claim(stream, epoch, node, kept));
    }

    @Override
    public void remove(Stream stream, long epoch) {
        store.remove(stream, epoch);
    }

    @Override
    public Beat beat(String namespace, String node, Duration live, long after) {
        try {
            return counted(() -> store.beat(namespace, node, live, after));
        } finally {
            beats.incrementAndGet();
        }
    }

    @Override
    public void post(String namespace, String text, Duration kept) {
        store.post(namespace, text, kept);
    }

    @Override
    public Subscription subscribe(String namespace, String node, Listener listener) {
        return store.subscribe(namespace, node, listener);
    }
}
