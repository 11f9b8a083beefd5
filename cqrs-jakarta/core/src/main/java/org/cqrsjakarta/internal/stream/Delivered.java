package org.cqrsjakarta.internal.stream;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private final ArrayDeque<R> last;
    private final @Nullable Set<Object> keys;

    /** Volatile, since the thread that cancels reports it; written by the pulling thread alone. */
    private volatile long position;

    Delivered(Chain<R> chain) {
        capacity = chain.keepsItems();
        last = new ArrayDeque<>(Math.min(capacity, 16));
        keys = chain.keepsKeys() ? new HashSet<>() : null;
    }

    long position() {
        return position;
    }

    /**
     * Takes up the key of an item.
     *
     * @return whether no delivered item has it
     */
    boolean addKeyOf(R item, String handler) {
        if (keys == null || !(item instanceof Keyed keyed)) {
            return true;
        }
        Object key = keyed.key();
        if (key == null) {
            throw StreamMessages.MESSAGES.nullKey(handler, position);
        }
        return keys.add(key);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void add(R item) {
        position++;
        if (capacity > 0) {
            if (last.size() == capacity) {
                last.removeFirst();
            }
            last.addLast(item);
        }
    }

    /** The last items, oldest first, at most {@code count}. */
    List<R> last(int count) {
        return last.stream().skip(Math.max(0, last.size() - count)).toList();
    }
}
