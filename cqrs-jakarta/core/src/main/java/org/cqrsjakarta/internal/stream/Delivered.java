package org.cqrsjakarta.internal.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.List;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.ItemKey;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Step;
import org.jspecify.annotations.Nullable;

/**
 * What the client has been given: how many items, the last of them, and their keys, as far as a fallback of the chain
 * asks for them. Used by the consuming thread only, but for the position.
 *
 * @param <R> type of the items
 */
final class Delivered<R> {

    private static final VarHandle POSITION;

    static {
        try {
            POSITION = MethodHandles.lookup().findVarHandle(Delivered.class, "position", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int capacity;
    private final @Nullable DeliveredKeys keys;
    private final ItemKey<? super R> keyOfItem;

    /** The last item, where one is to be kept; those before it, where more are. */
    private @Nullable R latest;

    private @Nullable ArrayDeque<R> earlier;

    /** Position at which the run began; 0 where it goes on with what another has begun. */
    private final long from;

    /** How many items are still to be produced that the client was given before the run. */
    private long owed;

    /** Written without a fence, for each item: whoever closes the run reports it, and may be an item behind. */
    private long position;

    Delivered(Chain<R> chain, long from, StepEnvironment around) {
        this.from = from;
        owed = from;
        position = from;
        capacity = chain.keepsItems();
        keyOfItem = chain.key();
        keys = chain.keepsKeys() ? new DeliveredKeys(around, chain.mostKeys()) : null;
    }

    /** By another node, which is lost: its items count as this run's own. */
    Delivered(Chain<R> chain, Takeover<R> takeover, StepEnvironment around) {
        from = 0;
        position = takeover.position();
        capacity = chain.keepsItems();
        for (R item : takeover.delivered()) {
            remember(item);
        }
        keys = chain.keepsKeys() ? new DeliveredKeys(around, chain.mostKeys()) : null;
        keyOfItem = keys == null ? chain.key() : new RecalledKeys<>(chain.key(), keys, takeover.keys());
    }

    long position() {
        return (long) POSITION.getAcquire(this);
    }

    /** Whether the run has delivered nothing yet. */
    boolean isUnchanged() {
        return position == from;
    }

    /** Whether each item is to be shown to {@link #addKeyOf} and {@link #had} before it is delivered. */
    boolean looksAtItems() {
        return keys != null || owed > 0;
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
        latest = null;
        earlier = null;
    }

    /**
     * Takes up the key of an item.
     *
     * @return whether no delivered item has it
     */
    boolean addKeyOf(R item, Step<R> step) {
        if (keys == null) {
            return true;
        }
        Object key = keyOfItem.of(item);
        if (key == null) {
            throw StreamMessages.MESSAGES.nullKey(step.name(), position);
        }
        return step.goesOnBy(Continuation.DISTINCT) ? keys.addIfRoom(key) : keys.add(key);
    }

    /** Key of the last item, where keys are kept. */
    @Nullable
    Object lastKey() {
        return keys == null ? null : keys.last();
    }

    void add(R item) {
        POSITION.setRelease(this, position + 1);
        remember(item);
    }

    private void remember(R item) {
        if (capacity == 0) {
            return;
        }
        R before = latest;
        latest = item;
        if (capacity > 1 && before != null) {
            rememberEarlier(before);
        }
    }

    private void rememberEarlier(R item) {
        ArrayDeque<R> known = earlier;
        if (known == null) {
            known = new ArrayDeque<>(Math.min(capacity, 16));
            earlier = known;
        }
        if (known.size() == capacity - 1) {
            known.removeFirst();
        }
        known.addLast(item);
    }

    /** The last items, oldest first, at most {@code count}. */
    List<R> last(int count) {
        R item = latest;
        if (item == null || count == 0) {
            return List.of();
        }
        ArrayDeque<R> known = earlier;
        if (known == null || count == 1) {
            return List.of(item);
        }
        ArrayDeque<R> all = new ArrayDeque<>(known);
        all.addLast(item);
        while (all.size() > count) {
            all.removeFirst();
        }
        return List.copyOf(all);
    }
}
