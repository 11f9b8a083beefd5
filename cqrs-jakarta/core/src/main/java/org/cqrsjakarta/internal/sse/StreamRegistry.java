package org.cqrsjakarta.internal.sse;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one application that are open, and those that are held for a client to come back; within the bounds of
 * both. Callable from any thread.
 */
final class StreamRegistry {

    private final DeliveryRules rules;
    private final ReentrantLock lock = new ReentrantLock();

    /** Open or held, by id. */
    private final Map<String, OpenDelivery> streams = new HashMap<>();

    /** The one that is held longest first. */
    private final Set<OpenStream<?>> held = new LinkedHashSet<>();

    private final Map<String, Integer> openOfUser = new HashMap<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private int open;
    private int leaving;
    private boolean refusing;
    private volatile boolean stopping;

    StreamRegistry(DeliveryRules rules) {
        this.rules = rules;
    }

    /**
     * Takes a stream up.
     *
     * @return why it is not
     */
    Optional<Refusal> open(OpenDelivery stream) {
        return locked(() -> {
            Refusal refusal = refusalOf(stream.key().user());
            if (refusal == null) {
                open++;
                streams.put(stream.id(), stream);
                count(stream, 1);
            }
            return Optional.ofNullable(refusal);
        });
    }

    /** The stream of this id, open or held, if a client can come back to it. */
    Optional<OpenStream<?>> find(String id) {
        return locked(() -> streams.get(id) instanceof OpenStream<?> stream ? Optional.of(stream) : Optional.empty());
    }

    /** Nobody listens to the stream any more. The one that is held longest makes way when there are too many. */
    void hold(OpenStream<?> stream) {
        Optional<OpenStream<?>> tooMany = locked(() -> {
            if (streams.containsKey(stream.id())) {
                held.add(stream);
            }
            if (held.size() <= rules.heldStreams()) {
                return Optional.empty();
            }
            // Taken out at once: whoever comes next would else find the same one, and two would share one way out.
            Iterator<OpenStream<?>> longest = held.iterator();
            OpenStream<?> found = longest.next();
            longest.remove();
            return Optional.of(found);
        });
        tooMany.ifPresent(OpenStream::makeWay);
    }

    /** Its client has come back. */
    void attached(OpenStream<?> stream) {
        locked(() -> held.remove(stream));
    }

    /** The stream runs no more, and may still be held. Called once for each. */
    void ended(OpenDelivery stream) {
        locked(() -> {
            open--;
            count(stream, -1);
            refusing = refusing && open >= rules.openStreams();
            return drainedIfNoneIsLeft();
        });
    }

    /** Somebody begins to leave a stream's handlers, which may run on when the stream itself has ended. */
    void leaving() {
        locked(() -> leaving++);
    }

    /** The handlers are left. Called once for each call of {@link #leaving}. */
    void left() {
        locked(() -> {
            leaving--;
            return drainedIfNoneIsLeft();
        });
    }

    /** Nothing of the stream is wanted any more. */
    void forget(OpenDelivery stream) {
        locked(() -> {
            held.remove(stream);
            return streams.remove(stream.id());
        });
    }

    /**
     * From now on every stream is refused, and none is held.
     *
     * @return those that are open or held
     */
    List<OpenDelivery> stop() {
        // No lambda: what could not be deployed is stopped when its class loader is closed already.
        lock.lock();
        try {
            stopping = true;
            var unused = drainedIfNoneIsLeft();
            return List.copyOf(streams.values());
        } finally {
            lock.unlock();
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** Completes when the last stream has ended after {@link #stop}, and no handler is being left. */
    CompletableFuture<Void> drained() {
        return drained;
    }

    boolean isEmpty() {
        return locked(() -> streams.isEmpty() && held.isEmpty() && open == 0 && openOfUser.isEmpty());
    }

    int openStreams() {
        return locked(() -> open);
    }

    private boolean drainedIfNoneIsLeft() {
        return stopping && open == 0 && leaving == 0 && drained.complete(null);
    }

    private @Nullable Refusal refusalOf(@Nullable String user) {
        if (stopping) {
            return Refusal.STOPPING;
        }
        if (open >= rules.openStreams()) {
            if (!refusing) {
                refusing = true;
                SseLog.LOG.refusing(open);
            }
            return Refusal.TOO_MANY;
        }
        boolean tooMany = user != null && openOfUser.getOrDefault(user, 0) >= rules.openStreamsOfUser();
        return tooMany ? Refusal.TOO_MANY_OF_USER : null;
    }

    private void count(OpenDelivery stream, int more) {
        String user = stream.key().user();
        if (user != null) {
            openOfUser.merge(user, more, (before, change) -> before + change == 0 ? null : before + change);
        }
    }

    private <T extends @Nullable Object> T locked(Supplier<T> section) {
        lock.lock();
        try {
            return section.get();
        } finally {
            lock.unlock();
        }
    }
}
