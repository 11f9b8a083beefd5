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
 * What has come in and was not looked at yet, within a bound: when there is too much, the oldest batches are dropped and
 * their events counted. Everything else is little, and is kept unless there is more of it alone than the bound. Callable
 * from any thread.
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

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
    private final Map<String, Long> dropped = new HashMap<>();
    private int weight;

    /**
     * Creates an empty one.
     *
     * @param mostEvents how many events it holds, 1 or more; everything else counts as one, and as many as it lists
     */
    public Inbox(int mostEvents) {
        this.most = mostEvents;
    }

    /** A message has come in. */
    public void tell(RecordedMessage recorded) {
        add(new Arrival.Told(recorded));
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
     * @param atMost about how many events; the rest waits
     * @return how many messages there were
     */
    public int drainTo(History history, int atMost) {
        List<Arrival> taken = new ArrayList<>();
        Map<String, Long> missing;
        lock.lock();
        try {
            missing = Map.copyOf(dropped);
            dropped.clear();
            int heavy = 0;
            while (!arrivals.isEmpty() && heavy < atMost) {
                Arrival next = arrivals.poll();
                heavy += weight(next);
                taken.add(next);
            }
            weight -= heavy;
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
            weight += weight(arrival);
            if (weight > most) {
                drop(true);
                drop(false);
            }
        } finally {
            lock.unlock();
        }
    }

    /** From the oldest on, until the rest fits; the latest stays. */
    private void drop(boolean batchesOnly) {
        Iterator<Arrival> oldest = arrivals.iterator();
        while (weight > most && oldest.hasNext() && arrivals.size() > 1) {
            Arrival arrival = oldest.next();
            boolean isBatch =
                    arrival instanceof Arrival.Told told && told.recorded().message() instanceof Message.Batch;
            if (batchesOnly && !isBatch) {
                continue;
            }
            oldest.remove();
            weight -= weight(arrival);
            dropped.merge(server(arrival), (long) weight(arrival), Long::sum);
        }
    }

    private static String server(Arrival arrival) {
        return switch (arrival) {
            case Arrival.Told told -> told.recorded().server();
            case Arrival.Gone gone -> gone.server();
            case Arrival.Unreadable unreadable -> unreadable.server();
        };
    }

    private static int weight(Arrival arrival) {
        return arrival instanceof Arrival.Told told
                ? switch (told.recorded().message()) {
                    case Message.Batch batch -> Math.max(1, batch.events().size());
                    case Message.Snapshot snapshot ->
                        1 + snapshot.streams().size() + snapshot.circuits().size();
                    case Message.CircuitsNow now -> 1 + now.circuits().size();
                    case Message.Hello hello -> 1;
                    case Message.Heard heard -> 1;
                    case Message.Lost lost -> 1;
                }
                : 1;
    }
}
