package org.cqrsjakarta.inspector.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;

/**
 * What has come in and was not looked at yet, within a bound: when there are too many events, the oldest batches are dropped
 * and counted. Everything else is kept, for it is little. Callable from any thread.
 */
public final class Inbox {

    /** About as much as the busiest feed gives in half a second. */
    public static final int MOST_EVENTS = 100_000;

    /** Something for the history. */
    private sealed interface Arrival {

        /** A message. */
        record Told(RecordedMessage recorded) implements Arrival {}

        /** A connection was lost. */
        record Gone(String server, long at) implements Arrival {}

        /** A message was none. */
        record Unreadable(String server) implements Arrival {}
    }

    private final int mostEvents;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    private final Map<String, Long> dropped = new HashMap<>();
    private int events;

    /**
     * Creates an empty one.
     *
     * @param mostEvents how many events it holds, 1 or more
     */
    public Inbox(int mostEvents) {
        this.mostEvents = mostEvents;
    }

    /** A message has come in. */
    public void tell(RecordedMessage recorded) {
        lock.lock();
        try {
            arrivals.add(new Arrival.Told(recorded));
            events += weight(recorded);
            if (events > mostEvents) {
                dropOldest();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A connection was lost. */
    public void gone(String server, long at) {
        add(new Arrival.Gone(server, at));
    }

    /** A message could not be read. */
    public void unreadable(String server) {
        add(new Arrival.Unreadable(server));
    }

    /**
     * Gives what has come in to the history, in its order.
     *
     * @param most about how many events; the rest waits
     * @return how many messages there were
     */
    public int drainTo(History history, int most) {
        List<Arrival> taken = new ArrayList<>();
        Map<String, Long> missing;
        lock.lock();
        try {
            missing = Map.copyOf(dropped);
            dropped.clear();
            int weight = 0;
            while (!arrivals.isEmpty() && weight < most) {
                Arrival next = arrivals.poll();
                weight += weight(next);
                taken.add(next);
            }
            events -= weight;
        } finally {
            lock.unlock();
        }
        // What was dropped is older than what is left.
        missing.forEach(history::dropped);
        for (Arrival arrival : taken) {
            switch (arrival) {
                case Arrival.Told told -> history.accept(told.recorded());
                case Arrival.Gone gone -> history.disconnected(gone.server(), gone.at());
                case Arrival.Unreadable unreadable -> history.unreadable(unreadable.server());
            }
        }
        return taken.size();
    }

    private void add(Arrival arrival) {
        lock.lock();
        try {
            arrivals.add(arrival);
        } finally {
            lock.unlock();
        }
    }

    private void dropOldest() {
        Iterator<Arrival> oldest = arrivals.iterator();
        while (events > mostEvents && oldest.hasNext()) {
            Arrival arrival = oldest.next();
            int weight = weight(arrival);
            if (weight > 0 && arrival instanceof Arrival.Told told) {
                oldest.remove();
                events -= weight;
                dropped.merge(told.recorded().server(), (long) weight, Long::sum);
            }
        }
    }

    private static int weight(Arrival arrival) {
        return arrival instanceof Arrival.Told told ? weight(told.recorded()) : 0;
    }

    private static int weight(RecordedMessage recorded) {
        return recorded.message() instanceof Message.Batch batch
                ? batch.events().size()
                : 0;
    }
}
