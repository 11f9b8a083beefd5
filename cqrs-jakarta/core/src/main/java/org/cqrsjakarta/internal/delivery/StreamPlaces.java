package org.cqrsjakarta.internal.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * The places of an application for streams whose handlers run, in all and of each owner. Where a bound is reached, a stream
 * that nobody listens to makes way for one that somebody asks for: of the same owner, or of one who still has as many
 * afterwards. Its place is counted to who comes from that moment on, and free when its handlers are out: so nobody gets more
 * by asking often, or many times at once. Callable from any thread.
 */
final class StreamPlaces {

    private final StreamBounds bounds;
    private final HeldStreams held;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();

    /** Under the lock, as all that follows: what makes way, until its handlers are out, and to whom its place is promised. */
    private final Map<OpenDelivery, Promise> leaving = new HashMap<>();

    private final Map<Owner, Integer> takenBy = new HashMap<>();
    private int taken;
    private boolean refusing;

    /**
     * All are free.
     *
     * @param held  which make way
     * @param time  bounds how long is waited for them
     */
    StreamPlaces(StreamBounds bounds, HeldStreams held, Time time) {
        this.bounds = bounds;
        this.held = held;
        this.time = time;
    }

    /**
     * Takes one; {@link #vacated} or {@link #free} is to follow.
     *
     * @param inPlaceOf as for {@link StreamRegistry#open}
     * @return why there is none
     */
    Optional<Refusal> take(Owner owner, @Nullable HeldDelivery inPlaceOf) {
        while (true) {
            HeldDelivery giving;
            Promise promise = new Promise(owner);
            Refusal refusal;
            lock.lock();
            try {
                refusal = refusalOf(owner);
                if (refusal == null) {
                    taken++;
                    count(owner, 1);
                    return Optional.empty();
                }
                giving = whoMakesWay(owner, refusal, inPlaceOf);
                if (giving == null) {
                    return Optional.of(refuse(refusal));
                }
                move(giving.key().owner(), owner);
                leaving.put(giving, promise);
            } finally {
                lock.unlock();
            }
            boolean gives = giving.makeWay();
            if (gives) {
                promise.await(time);
            }
            lock.lock();
            try {
                if (leaving.get(giving) != promise) {
                    return Optional.empty();
                }
                if (gives) {
                    promise.isInVain = true;
                    return Optional.of(refuse(refusal));
                }
                // Its client has come back: another one is asked.
                leaving.remove(giving);
                move(owner, giving.key().owner());
            } finally {
                lock.unlock();
            }
        }
    }

    /** The handlers of a stream are out. */
    void vacated(OpenDelivery stream) {
        lock.lock();
        try {
            Promise promise = leaving.remove(stream);
            if (promise == null) {
                release(stream.key().owner());
            } else if (promise.isInVain) {
                release(promise.to);
            } else {
                promise.keep();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A place that was taken is not used. */
    void free(Owner owner) {
        lock.lock();
        try {
            release(owner);
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return taken == 0 && takenBy.isEmpty() && leaving.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Refusal refusalOf(Owner owner) {
        // First: whoever may have no more costs nobody else a stream.
        if (owner.user() != null && takenBy(owner) >= bounds.streamsOfUser()) {
            return Refusal.TOO_MANY_OF_USER;
        }
        return taken >= bounds.streams() ? Refusal.TOO_MANY : null;
    }

    private @Nullable HeldDelivery whoMakesWay(Owner comes, Refusal refusal, @Nullable HeldDelivery inPlaceOf) {
        if (leaving.values().stream().anyMatch(one -> one.isInVain && one.to.equals(comes))) {
            return null;
        }
        if (inPlaceOf != null && held.takeRunning(inPlaceOf)) {
            return inPlaceOf;
        }
        HeldDelivery own = held.takeRunning(comes::equals);
        // Who had as many afterwards would only have been robbed.
        return own != null || refusal == Refusal.TOO_MANY_OF_USER
                ? own
                : held.takeRunning(has -> takenBy(has) > takenBy(comes) + 1);
    }

    private Refusal refuse(Refusal refusal) {
        if (refusal == Refusal.TOO_MANY && taken >= bounds.streams() && !refusing) {
            refusing = true;
            DeliveryLog.LOG.refusing(taken);
        }
        return refusal;
    }

    private void release(Owner owner) {
        taken--;
        count(owner, -1);
        refusing = refusing && taken >= bounds.streams();
    }

    private void move(Owner from, Owner to) {
        count(from, -1);
        count(to, 1);
    }

    private int takenBy(Owner owner) {
        return takenBy.getOrDefault(owner, 0);
    }

    private void count(Owner owner, int more) {
        takenBy.merge(owner, more, StreamPlaces::sum);
    }

    private static @Nullable Integer sum(int before, int change) {
        return before + change == 0 ? null : before + change;
    }
}
