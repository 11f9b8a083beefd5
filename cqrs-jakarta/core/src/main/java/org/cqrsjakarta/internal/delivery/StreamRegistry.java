package org.cqrsjakarta.internal.delivery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one application that are delivered, and those that are held for a client to come back; within the bounds
 * of both. Callable from any thread.
 */
public final class StreamRegistry {

    private final ResumptionRules resumption;
    private final Time time;
    private final HeldStreams held;
    private final StreamPlaces places;
    private final ReentrantLock lock = new ReentrantLock();

    /** Open or held, by address. */
    private final Map<String, OpenDelivery> streams = new HashMap<>();

    /** Those that wait for a place; taken out where they are not to come any more. */
    private final Set<OpenDelivery> coming = new HashSet<>();

    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    private final CompletableFuture<Void> forgotten = new CompletableFuture<>();

    /** Of which something runs, be it only the end of their contexts. */
    private int running;

    private volatile boolean stopping;

    /**
     * Knows none yet.
     *
     * @param time ends the holding
     */
    public StreamRegistry(DeliveryRules rules, Time time) {
        this.resumption = rules.resumption();
        this.time = time;
        this.held = new HeldStreams(time, rules.resumption());
        this.places = new StreamPlaces(rules.bounds(), held, time);
    }

    /**
     * Takes a stream up. Where another one makes way for it, waits a bounded while for the handlers of that one.
     *
     * @param inPlaceOf what it takes the place of, if that is held and there is no other place; {@code null}: whichever
     * @return why it is not
     */
    public Optional<Refusal> open(OpenDelivery stream, @Nullable HeldDelivery inPlaceOf) {
        lock.lock();
        try {
            if (stopping) {
                return Optional.of(Refusal.STOPPING);
            }
            coming.add(stream);
        } finally {
            lock.unlock();
        }
        Owner owner = stream.key().owner();
        Optional<Refusal> refusal = places.take(owner, inPlaceOf);
        lock.lock();
        try {
            boolean isWanted = coming.remove(stream);
            if (refusal.isEmpty() && isWanted && !stopping) {
                running++;
                streams.put(stream.address(), stream);
                return Optional.empty();
            }
        } finally {
            lock.unlock();
        }
        if (refusal.isEmpty()) {
            places.free(owner);
        }
        return stopping ? Optional.of(Refusal.STOPPING) : refusal.or(() -> Optional.of(Refusal.TOO_MANY_OF_USER));
    }

    /** The streams of a user, open or held; those that wait for a place do not come any more. */
    public List<OpenDelivery> stopAllOf(String user) {
        lock.lock();
        try {
            coming.removeIf(stream -> user.equals(stream.key().user()));
            return streams.values().stream()
                    .filter(stream -> user.equals(stream.key().user()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** All streams, open or held. */
    public List<OpenDelivery> all() {
        lock.lock();
        try {
            return List.copyOf(streams.values());
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
        if (stopping) {
            // The stop has asked those that it knew: this one was listened to.
            var unused = stream.makeWay();
        }
    }

    /** Its client has come back. */
    public void attached(HeldDelivery stream) {
        held.release(stream);
    }

    /** The handlers of the stream are out, and its place is free; it may still be held. Called once for each. */
    public void vacated(OpenDelivery stream) {
        places.vacated(stream);
    }

    /** Nothing of a stream runs any more. Called once for each. */
    public void out() {
        lock.lock();
        try {
            running--;
            completeIfOver();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing of the stream is wanted any more. */
    public void forget(OpenDelivery stream) {
        lock.lock();
        try {
            // Another one may be there in its place, which follows the same stream of another node.
            streams.remove(stream.address(), stream);
            completeIfOver();
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
            completeIfOver();
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

    /** Whether {@link #stop} was called. */
    public boolean isStopping() {
        return stopping;
    }

    /** Completes when nothing of the last stream runs any more after {@link #stop}. */
    public CompletableFuture<Void> drained() {
        return drained;
    }

    /** Completes when nobody is told anything of the last stream any more after {@link #stop}: its clients have its end. */
    CompletableFuture<Void> forgotten() {
        return forgotten;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        lock.lock();
        try {
            return streams.isEmpty() && held.isEmpty() && running == 0 && places.isEmpty();
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

    private void completeIfOver() {
        if (stopping && running == 0) {
            var unused = drained.complete(null);
        }
        if (stopping && streams.isEmpty()) {
            var unused = forgotten.complete(null);
        }
    }
}
