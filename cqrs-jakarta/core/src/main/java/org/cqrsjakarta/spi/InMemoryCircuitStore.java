package org.cqrsjakarta.spi;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A {@link CircuitStore} in the memory of one Java process: for tests of what several nodes do, and the plainest of all
 * implementations. Its clock is given, and may be turned by hand. Listeners are told by the thread that brings the change.
 */
public final class InMemoryCircuitStore implements CircuitStore {

    private final StoreClock clock;
    private final Object lock = new Object();

    /** As any other store, it keeps texts. Under the lock, as the listeners. */
    private final Map<Circuit, String> circuits = new HashMap<>();

    private final Map<Subscription, Listening> listeners = new LinkedHashMap<>();

    private record Listening(String namespace, Listener listener) {}

    /**
     * Creates one that has nothing.
     *
     * @param time its clock
     */
    public InMemoryCircuitStore(Time time) {
        clock = new StoreClock(time);
    }

    @Override
    public Shared exchange(Circuit circuit, Report report) {
        return step(circuit, ledger -> ledger.exchange(report, clock.micros()));
    }

    @Override
    public Lease lease(Circuit circuit, Report report, long number) {
        return step(circuit, ledger -> ledger.lease(report, number, clock.micros()));
    }

    @Override
    public Shared settle(Circuit circuit, Report report, String token, Verdict verdict) {
        return step(circuit, ledger -> ledger.settle(report, token, verdict, clock.micros()));
    }

    @Override
    public Subscription subscribe(String namespace, Listener listener) {
        Subscription subscription = new Subscription() {
            @Override
            public void close() {
                synchronized (lock) {
                    listeners.remove(this);
                }
            }
        };
        synchronized (lock) {
            listeners.put(subscription, new Listening(namespace, listener));
        }
        return subscription;
    }

    /** Forgets everything, as a store does that was flushed. */
    public void flush() {
        synchronized (lock) {
            circuits.clear();
        }
    }

    /**
     * Writes a text where a circuit is.
     *
     * @param circuit which one
     * @param text    anything
     */
    public void write(Circuit circuit, String text) {
        synchronized (lock) {
            circuits.put(circuit, text);
        }
    }

    /** How many listen: none, when all nodes have stopped. */
    public int listeners() {
        synchronized (lock) {
            return listeners.size();
        }
    }

    private <T> T step(Circuit circuit, Function<CircuitLedger, T> change) {
        T answer;
        List<Listener> told;
        synchronized (lock) {
            CircuitLedger ledger = CircuitLedger.read(circuits.get(circuit));
            long before = ledger.generation();
            answer = change.apply(ledger);
            circuits.put(circuit, ledger.text());
            told = ledger.generation() == before ? List.of() : listenersOf(circuit.namespace());
        }
        told.forEach(listener -> listener.changed(circuit.name()));
        return answer;
    }

    private List<Listener> listenersOf(String namespace) {
        return listeners.values().stream()
                .filter(listening -> listening.namespace().equals(namespace))
                .map(Listening::listener)
                .toList();
    }
}
