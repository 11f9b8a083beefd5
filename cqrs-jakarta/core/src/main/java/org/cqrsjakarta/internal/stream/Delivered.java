package org.cqrsjakarta.internal.stream;

import java.util.ArrayDeque;
import java.util.List;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.Keyed;
import org.jspecify.annotations.Nullable;

/**
 * What the client has been given: how many items, the last of them, and their keys, as far as a fallback of the chain
 * asks for them. Used by the pulling thread only.
 *
 * @param <R> type of the items
 */
final class Delivered<R> {

    private final int capacity;
    private final @Nullable ArrayDeque<R> last;
    private final @Nullable DeliveredKeys keys;

    /** Position at which the run began. */
    private final long from;

    /** How many items are still to be produced that the client was given before the run. */
    private long owed;

    /** Volatile, since the thread that cancels reports it; written by the pulling thread alone. */
    private volatile long position;

    Delivered(Chain<R> chain, long from, String stream) {
        this.from = from;
        owed = from;
        position = from;
        capacity = chain.keepsItems();
        last = capacity > 0 ? new ArrayDeque<>(Math.min(capacity, 16)) : null;
        keys = chain.keepsKeys() ? new DeliveredKeys(stream, chain.mostKeys()) : null;
    }

    long position() {
        return position;
    }

    /** Whether the run has delivered nothing yet. */
    boolean isUnchanged() {
        return position == from;
    }

    /**
     * Asks whether the client was given this item before the run began. Each answer counts.
     *
     * @return whether it is to be passed over
     */
    boolean had(R item) {
        if (owed == 0) {
            return false;
        }
        owed--;
        remember(item);
        return true;
    }

    /** How far this run has come, counted from the first item of the request: where a fallback has to go on. */
    long reached() {
        return position - owed;
    }

    /** The primary is tried again, and nothing was delivered. */
    void startOver() {
        owed = from;
        if (last != null) {
            last.clear();
        }
    }

    /**
     * Takes up the key of an item.
     *
     * @return whether no delivered item has it
     */
    boolean addKeyOf(R item, Step<R> step) {
        if (keys == null || !(item instanceof Keyed keyed)) {
            return true;
        }
        Object key = keyed.key();
        if (key == null) {
            throw StreamMessages.MESSAGES.nullKey(step.name(), position);
        }
        return step.goesOnBy(Continuation.DISTINCT) ? keys.addIfRoom(key) : keys.add(key);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void add(R item) {
        position++;
        remember(item);
    }

    private void remember(R item) {
        if (last != null) {
            if (last.size() == capacity) {
                last.removeFirst();
            }
            last.addLast(item);
        }
    }

    /** The last items, oldest first, at most {@code count}. */
    List<R> last(int count) {
        return last == null
                ? List.of()
                : last.stream().skip(Math.max(0, last.size() - count)).toList();
    }
}
