package org.cqrsjakarta.internal.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The queue between the thread that produces and the one that consumes: bounded, in order, and ended once. A failure
 * waits behind the items that came before it, so that none is lost.
 *
 * <p>A ring without a lock. {@link #offered} is its one point of decision: it counts the items and carries the sign of the
 * end, so an item is either before the end and given, or refused. Changing it is a full fence, so whoever adds an item
 * sees a consumer that waits, or is seen by it before it does. One thread at a time offers, one takes, any may end or
 * close.
 *
 * @param <R> type of the items
 */
final class ItemQueue<R> {

    /** What became of an item that was offered. */
    enum Answer {
        /** It waits for the consumer. */
        TAKEN,
        /** There is no room for it now. */
        FULL,
        /** Nobody will ask for it. */
        OVER
    }

    private record End(@Nullable Throwable failure) {}

    private static final String CLOSED = "closed while its items were taken";

    /** In {@link #offered}: nothing follows. */
    private static final long OVER = Long.MIN_VALUE;

    private static final VarHandle OFFERED;

    static {
        try {
            OFFERED = MethodHandles.lookup().findVarHandle(ItemQueue.class, "offered", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable Object[] items;

    /** In the same place as their item; {@code null} where it has none. */
    private final @Nullable List<Object>[] eventsOfItems;

    private final AtomicReference<@Nullable End> end = new AtomicReference<>();

    /** How many items were offered, and {@link #OVER}. */
    @SuppressWarnings("UnusedVariable") // Written through its handle.
    private volatile long offered;

    /** How many items were taken, as far as the consumer has told: once for each half of the ring, and before it waits. */
    private volatile long taken;

    private volatile boolean closed;
    private volatile @Nullable Thread consumer;
    private volatile @Nullable Thread producer;

    /** The producer's own, as the next: the count without the sign, and what it last saw of {@link #taken}. */
    private long tail;

    private long tailLimit;

    /** The consumer's own, as all below. */
    private long head;

    /** How many it may take before it has to look again. */
    private long headLimit;

    private List<Object> events = List.of();

    /**
     * Creates it, empty.
     *
     * @param capacity a power of two
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    ItemQueue(int capacity) {
        items = new Object[capacity];
        eventsOfItems = new List[capacity];
        tailLimit = capacity;
    }

    /** Adds an item if there is room for it. */
    Answer offer(R item, List<Object> itsEvents) {
        long at = tail;
        if (at == tailLimit) {
            if (offered < 0) {
                return Answer.OVER;
            }
            tailLimit = taken + items.length;
            if (at == tailLimit) {
                return Answer.FULL;
            }
        }
        int slot = (int) at & (items.length - 1);
        items[slot] = item;
        if (!itsEvents.isEmpty()) {
            eventsOfItems[slot] = itsEvents;
        }
        if (!OFFERED.compareAndSet(this, at, at + 1)) {
            items[slot] = null;
            eventsOfItems[slot] = null;
            return Answer.OVER;
        }
        tail = at + 1;
        wake(consumer);
        return Answer.TAKEN;
    }

    /**
     * Waits until there is room, or nobody will ask for the item any more.
     *
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    void awaitRoom() throws InterruptedException {
        producer = Thread.currentThread();
        try {
            while (offered >= 0 && tail - taken == items.length) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LockSupport.park(this);
            }
        } finally {
            producer = null;
        }
    }

    /** Nothing follows what was added so far. Only the first end counts. */
    void end(@Nullable Throwable thrown) {
        if (end.compareAndSet(null, new End(thrown))) {
            over();
        }
    }

    /** Nobody will ask for anything any more, and nothing is kept for anybody. */
    void close() {
        closed = true;
        over();
        Arrays.fill(items, null);
        Arrays.fill(eventsOfItems, null);
    }

    private void over() {
        var unused = (long) OFFERED.getAndBitwiseOr(this, OVER);
        wake(consumer);
        wake(producer);
    }

    /**
     * Takes the next item, and waits for it.
     *
     * @return the item; {@code null} at the end
     * @throws Throwable the failure that ended it; a {@link CancellationException} if it was closed; an
     *     {@link Source.ConsumerInterruptedException} if this thread is interrupted while it waits
     */
    @Nullable
    R take() throws Throwable {
        long at = head;
        if (at == headLimit) {
            headLimit = awaitItems();
            if (at == headLimit) {
                return null;
            }
        }
        int slot = (int) at & (items.length - 1);
        @SuppressWarnings("unchecked") // What is there was offered.
        R item = (R) items[slot];
        if (item == null) {
            throw new CancellationException(CLOSED);
        }
        items[slot] = null;
        List<Object> itsEvents = eventsOfItems[slot];
        if (itsEvents == null) {
            events = List.of();
        } else {
            events = itsEvents;
            eventsOfItems[slot] = null;
        }
        head = at + 1;
        if ((head & (items.length / 2 - 1)) == 0) {
            tellTaken();
        }
        return item;
    }

    /** Whether there is nothing to take now. For the consumer alone. */
    boolean isEmpty() {
        return head == (offered & ~OVER);
    }

    /** The events of the item that was taken last. */
    List<Object> events() {
        return events;
    }

    private void tellTaken() {
        taken = head;
        wake(producer);
    }

    /** Waits until there are items after those that were taken, or none follow: then the answer is the head itself. */
    private long awaitItems() throws Throwable {
        long now = offered;
        if ((now & ~OVER) == head && now >= 0) {
            now = parkUntilMore();
        }
        if (closed) {
            throw new CancellationException(CLOSED);
        }
        long count = now & ~OVER;
        if (count == head) {
            End last = end.get();
            if (last != null && last.failure() != null) {
                throw last.failure();
            }
        }
        return count;
    }

    private long parkUntilMore() throws Source.ConsumerInterruptedException {
        tellTaken();
        consumer = Thread.currentThread();
        try {
            long now = offered;
            while (now == head) {
                if (Thread.interrupted()) {
                    throw new Source.ConsumerInterruptedException(new InterruptedException());
                }
                LockSupport.park(this);
                now = offered;
            }
            return now;
        } finally {
            consumer = null;
        }
    }

    private static void wake(@Nullable Thread waiting) {
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }
}
