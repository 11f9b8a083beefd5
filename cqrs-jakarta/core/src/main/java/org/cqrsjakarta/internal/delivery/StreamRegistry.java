package org.cqrsjakarta.internal.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one application that are delivered, and those that are held for a client to come back; within the bounds
 * of both. Callable from any thread.
 */
public final class StreamRegistry {

    private final StreamBounds bounds;
    private final ResumptionRules resumption;
    private final Time time;
    private final HeldStreams held;
    private final ReentrantLock lock = new ReentrantLock();

    /** Open or held, by address. */
    private final Map<String, OpenDelivery> streams = new HashMap<>();

    private final Map<String, Integer> openOfUser = new HashMap<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    /** Whose handlers are not out: each has a place. */
    private int open;

    /** Of which something runs, be it only the end of their contexts. */
    private int running;

    private boolean refusing;
    private volatile boolean stopping;

    /**
     * Knows none yet.
     *
     * @param time ends the holding
     */
    public StreamRegistry(DeliveryRules rules, Time time) {
        this.bounds = rules.bounds();
        this.resumption = rules.resumption();
        this.time = time;
        this.held = new HeldStreams(time, rules.resumption());
    }

    /**
     * Takes a stream up.
     *
     * @return why it is not
     */
    public Optional<Refusal> open(OpenDelivery stream) {
        lock.lock();
        try {
            Refusal refusal = refusalOf(stream.key().user());
            if (refusal == null) {
                open++;
                running++;
                streams.put(stream.address(), stream);
                count(stream, 1);
            }
            return Optional.ofNullable(refusal);
        } finally {
            lock.unlock();
        }
    }

    /** The streams of a user, open or held. */
    public List<OpenDelivery> streamsOf(String user) {
        lock.lock();
        try {
            return streams.values().stream()
                    .filter(stream -> user.equals(stream.key().user()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** The stream of this address, open or held. */
    public Optional<OpenDelivery> find(String address) {
        lock.lock();
        try {
            return Optional.ofNullable(streams.get(address));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Nobody listens to the stream any more. The one that is held longest makes way when there are too many.
     *
     * @param untilNanos when it expires, by the clock of streams
     */
    public void hold(HeldDelivery stream, long untilNanos) {
        if (find(stream.address()).isPresent()) {
            held.hold(stream, untilNanos);
        }
    }

    /** Its client has come back. */
    public void attached(HeldDelivery stream) {
        held.release(stream);
    }

    /** The handlers of the stream are out, and its place is free; it may still be held. Called once for each. */
    public void vacated(OpenDelivery stream) {
        lock.lock();
        try {
            open--;
            count(stream, -1);
            refusing = refusing && open >= bounds.streams();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing of a stream runs any more. Called once for each. */
    public void out() {
        lock.lock();
        try {
            running--;
            completeIfDrained();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing of the stream is wanted any more. */
    public void forget(OpenDelivery stream) {
        lock.lock();
        try {
            streams.remove(stream.address());
        } finally {
            lock.unlock();
        }
        if (stream instanceof HeldDelivery known) {
            held.release(known);
        }
    }

    /**
     * From now on every stream is refused, and none is held.
     *
     * @return those that are open or held
     */
    public List<OpenDelivery> stop() {
        lock.lock();
        try {
            stopping = true;
            completeIfDrained();
            return List.copyOf(streams.values());
        } finally {
            lock.unlock();
        }
    }

    /** To which time a stream is held, by the clock of streams, to which nobody listens from now on; {@code null} if none is. */
    public @Nullable Long heldUntil() {
        return resumption.holds() && !stopping
                ? time.nanos() + resumption.window().toNanos()
                : null;
    }

    /** Completes when nothing of the last stream runs any more after {@link #stop}. */
    public CompletableFuture<Void> drained() {
        return drained;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        lock.lock();
        try {
            return streams.isEmpty() && held.isEmpty() && running == 0 && openOfUser.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Number of streams of which something runs. */
    public int openStreams() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    private void completeIfDrained() {
        if (stopping && running == 0) {
            var unused = drained.complete(null);
        }
    }

    private @Nullable Refusal refusalOf(@Nullable String user) {
        if (stopping) {
            return Refusal.STOPPING;
        }
        if (open >= bounds.streams()) {
            if (!refusing) {
                refusing = true;
                DeliveryLog.LOG.refusing(open);
            }
            return Refusal.TOO_MANY;
        }
        boolean tooMany = user != null && openOfUser.getOrDefault(user, 0) >= bounds.streamsOfUser();
        return tooMany ? Refusal.TOO_MANY_OF_USER : null;
    }

    private void count(OpenDelivery stream, int more) {
        String user = stream.key().user();
        if (user != null) {
            openOfUser.merge(user, more, StreamRegistry::sum);
        }
    }

    private static @Nullable Integer sum(int before, int change) {
        return before + change == 0 ? null : before + change;
    }
}
