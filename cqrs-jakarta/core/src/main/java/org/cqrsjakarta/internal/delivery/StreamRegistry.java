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
 * of both. Where a bound is reached, a stream that nobody listens to makes way for one that somebody asks for: of the same
 * owner, or of one who has more of them. Callable from any thread.
 */
public final class StreamRegistry {

    private final StreamBounds bounds;
    private final ResumptionRules resumption;
    private final Time time;
    private final HeldStreams held;
    private final ReentrantLock lock = new ReentrantLock();

    /** Open or held, by address. */
    private final Map<String, OpenDelivery> streams = new HashMap<>();

    /** Of whom how many have a place. */
    private final Map<Owner, Integer> openOf = new HashMap<>();

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
     * Takes a stream up. May take as long as a handler is waited for that is closed, where another one makes way.
     *
     * @return why it is not
     */
    public Optional<Refusal> open(OpenDelivery stream) {
        HeldDelivery makingWay;
        lock.lock();
        try {
            Refusal refusal = take(stream);
            if (refusal == null) {
                return Optional.empty();
            }
            makingWay = whoMakesWay(stream.key().owner(), refusal);
            if (makingWay == null) {
                return Optional.of(refuse(refusal));
            }
        } finally {
            lock.unlock();
        }
        makingWay.makeWayAtOnce();
        lock.lock();
        try {
            Refusal refusal = take(stream);
            return refusal == null ? Optional.empty() : Optional.of(refuse(refusal));
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Refusal take(OpenDelivery stream) {
        Refusal refusal = refusalOf(stream.key().owner());
        if (refusal == null) {
            open++;
            running++;
            streams.put(stream.address(), stream);
            count(stream, 1);
        }
        return refusal;
    }

    private @Nullable HeldDelivery whoMakesWay(Owner comes, Refusal refusal) {
        return switch (refusal) {
            case TOO_MANY_OF_USER -> held.takeRunning(comes::equals);
            // Who had as many afterwards would only have been robbed.
            case TOO_MANY -> held.takeRunning(has -> has.equals(comes) || openOf(has) > openOf(comes) + 1);
            default -> null;
        };
    }

    private Refusal refuse(Refusal refusal) {
        if (refusal == Refusal.TOO_MANY && !refusing) {
            refusing = true;
            DeliveryLog.LOG.refusing(open);
        }
        return refusal;
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
            return streams.isEmpty() && held.isEmpty() && running == 0 && openOf.isEmpty();
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

    private @Nullable Refusal refusalOf(Owner owner) {
        if (stopping) {
            return Refusal.STOPPING;
        }
        if (open >= bounds.streams()) {
            return Refusal.TOO_MANY;
        }
        return owner.user() != null && openOf(owner) >= bounds.streamsOfUser() ? Refusal.TOO_MANY_OF_USER : null;
    }

    private int openOf(Owner owner) {
        return openOf.getOrDefault(owner, 0);
    }

    private void count(OpenDelivery stream, int more) {
        openOf.merge(stream.key().owner(), more, StreamRegistry::sum);
    }

    private static @Nullable Integer sum(int before, int change) {
        return before + change == 0 ? null : before + change;
    }
}
