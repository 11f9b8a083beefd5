package org.cqrsjakarta.internal.sse;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.cqrsjakarta.spi.CircuitStore.Subscription;
import org.cqrsjakarta.spi.StreamStore;

/** A store whose contents somebody changes from time to time while nobody asks it, for it has a clock that nobody turns. */
final class AgingStore implements StreamStore, AutoCloseable {

    private final StreamStore store;
    private volatile boolean isClosed;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Queue<Subscription> subscriptions = new ConcurrentLinkedQueue<>();

    AgingStore(StreamStore store) {
        this.store = store;
    }

    void alone(Runnable change) {
        lock.writeLock().lock();
        try {
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private <T> T among(Supplier<T> call) {
        lock.readLock().lock();
        try {
            if (isClosed) {
                throw new IllegalStateException("over");
            }
            return call.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Nobody hears of it any more, or changes it. */
    @Override
    public void close() {
        alone(() -> isClosed = true);
        subscriptions.forEach(Subscription::close);
    }

    @Override
    public Copy append(Stream stream, Part part) {
        return among(() -> store.append(stream, part));
    }

    @Override
    public Optional<Page> read(Stream stream, Reading reading) {
        return among(() -> store.read(stream, reading));
    }

    @Override
    public Optional<Claim> claim(Stream stream, long epoch, String node, Duration kept) {
        return among(() -> store.claim(stream, epoch, node, kept));
    }

    @Override
    public void remove(Stream stream, long epoch) {
        among(() -> {
            store.remove(stream, epoch);
            return true;
        });
    }

    @Override
    public Beat beat(String namespace, String node, Duration live, long after) {
        return among(() -> store.beat(namespace, node, live, after));
    }

    @Override
    public void post(String namespace, String text, Duration kept) {
        among(() -> {
            store.post(namespace, text, kept);
            return true;
        });
    }

    @Override
    public Subscription subscribe(String namespace, String node, Listener listener) {
        Subscription subscription = store.subscribe(namespace, node, listener);
        subscriptions.add(subscription);
        return subscription;
    }
}
