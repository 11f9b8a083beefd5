package org.cqrsjakarta.spi;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.cqrsjakarta.spi.StreamLedger.Rows;

/**
 * A {@link StreamStore} in the memory of one Java process: for tests of what several nodes do, and the plainest of all
 * implementations. Its clock is given, and may be turned by hand. Listeners are told by the thread that brings the change.
 */
public final class InMemoryStreamStore implements StreamStore {

    private final StoreClock clock;
    private final Object lock = new Object();

    /** Under the lock, as the boards. */
    private final Map<Stream, MemoryRows> streams = new HashMap<>();

    private final Map<String, MemoryBoard> boards = new HashMap<>();
    private final Set<MemorySubscription> subscriptions = new CopyOnWriteArraySet<>();

    /**
     * Creates one that has nothing.
     *
     * @param time its clock
     */
    public InMemoryStreamStore(Time time) {
        clock = new StoreClock(time);
    }

    @Override
    public Copy append(Stream stream, Part part) {
        return step(stream, (ledger, rows) -> {
            rows.change(ledger.append(part));
            return ledger.copy().orElseThrow();
        });
    }

    @Override
    public Optional<Page> read(Stream stream, Reading reading) {
        return step(
                stream,
                (ledger, rows) -> ledger.read(reading).flatMap(wanted -> ledger.page(wanted, rows.frames(wanted))));
    }

    @Override
    public Optional<Claim> claim(Stream stream, long epoch, String node, Duration kept) {
        StoreArguments.claim(epoch, node, kept);
        return step(stream, (ledger, rows) -> {
            Rows wanted = ledger.claim(epoch, node, kept);
            return ledger.claimed(wanted, rows.keys(wanted));
        });
    }

    @Override
    public void remove(Stream stream, long epoch) {
        StoreArguments.remove(epoch);
        step(stream, (ledger, rows) -> {
            ledger.remove(epoch);
            return rows;
        });
    }

    /** A step of the rules. */
    private interface Step<T> {

        T take(StreamLedger ledger, MemoryRows rows);
    }

    private <T> T step(Stream stream, Step<T> step) {
        T answer;
        List<String> told;
        synchronized (lock) {
            long now = clock.micros();
            MemoryRows rows = rowsOf(stream, now);
            StreamLedger ledger = StreamLedger.read(rows.text(), now);
            answer = step.take(ledger, rows);
            ledger.text()
                    .ifPresentOrElse(text -> rows.write(text, ledger.expiresMicros()), () -> streams.remove(stream));
            told = ledger.told();
        }
        subscriptions.forEach(subscription -> subscription.appended(stream, told));
        return answer;
    }

    private MemoryRows rowsOf(Stream stream, long now) {
        MemoryRows rows = streams.get(stream);
        if (rows == null) {
            streams.values().removeIf(other -> other.isOver(now));
            rows = new MemoryRows();
            streams.put(stream, rows);
        }
        return rows;
    }

    @Override
    public Beat beat(String namespace, String node, Duration live, long after) {
        StoreArguments.beat(node, live, after);
        synchronized (lock) {
            return boardOf(namespace).beat(node, live, after, clock.micros());
        }
    }

    @Override
    public void post(String namespace, String text, Duration kept) {
        StoreArguments.post(text, kept);
        synchronized (lock) {
            boardOf(namespace).post(text, kept, clock.micros());
        }
        subscriptions.forEach(subscription -> subscription.posted(namespace));
    }

    private MemoryBoard boardOf(String namespace) {
        return boards.computeIfAbsent(namespace, unknown -> new MemoryBoard());
    }

    @Override
    public CircuitStore.Subscription subscribe(String namespace, String node, Listener listener) {
        StoreArguments.subscribe(node);
        MemorySubscription subscription = new MemorySubscription(namespace, node, listener, subscriptions::remove);
        subscriptions.add(subscription);
        return subscription;
    }

    /** Forgets everything, as a store does that was flushed. */
    public void flush() {
        synchronized (lock) {
            streams.clear();
            boards.clear();
        }
    }

    /**
     * Writes a text where a copy is.
     *
     * @param stream which one
     * @param text   anything
     */
    public void write(Stream stream, String text) {
        synchronized (lock) {
            rowsOf(stream, clock.micros()).write(text, Long.MAX_VALUE);
        }
    }

    /** How many listen: none, when all nodes have stopped. */
    public int listeners() {
        return subscriptions.size();
    }
}
