package org.cqrsjakarta.internal.source;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The queue between the thread that produces and the one that consumes: bounded, in order, and ended once. A failure
 * waits behind the items that came before it, so that none is lost.
 *
 * <p>The consumer takes all that waits at once, so that the lock is taken once for many items; up to twice the capacity
 * is between the two threads. {@link #close()} may be called on any thread.
 *
 * @param <R> type of the items
 */
final class Handoff<R> {

    /** What became of an item that was offered. */
    enum Answer {
        /** It waits for the consumer. */
        TAKEN,
        /** There is no room for it now. */
        FULL,
        /** Nobody will ask for it. */
        OVER
    }

    private record Entry<R>(R item, List<Object> events) {}

    private final int capacity;

    /** Not a monitor: both sides may be virtual threads of a JDK that would pin them. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition arrived = lock.newCondition();
    private final Condition left = lock.newCondition();

    /** Under the lock, as the next three. */
    private ArrayDeque<Entry<R>> waiting = new ArrayDeque<>();

    private boolean ended;
    private boolean closed;
    private @Nullable Throwable failure;

    /** The consumer's own, as the next. */
    private ArrayDeque<Entry<R>> taken = new ArrayDeque<>();

    private List<Object> events = List.of();

    Handoff(int capacity) {
        this.capacity = capacity;
    }

    /** Adds an item if there is room for it. */
    Answer offer(R item, List<Object> itsEvents) {
        lock.lock();
        try {
            if (ended || closed) {
                return Answer.OVER;
            }
            if (waiting.size() >= capacity) {
                return Answer.FULL;
            }
            waiting.add(new Entry<>(item, itsEvents));
            arrived.signal();
            return Answer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is room, or nobody will ask for the item any more.
     *
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    void awaitRoom() throws InterruptedException {
        lock.lock();
        try {
            while (!ended && !closed && waiting.size() >= capacity) {
                left.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing follows what was added so far. Only the first end counts. */
    void end(@Nullable Throwable thrown) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                failure = thrown;
                arrived.signal();
                left.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nobody will ask for anything any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            arrived.signal();
            left.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the next item, and waits for it.
     *
     * @return the item; {@code null} at the end
     * @throws Throwable the failure that ended it; a {@link CancellationException} if it was closed; an
     *     {@link ConsumerInterruptedException} if this thread is interrupted while it waits
     */
    @Nullable
    R take() throws Throwable {
        Entry<R> entry = taken.poll();
        if (entry == null) {
            refill();
            entry = taken.poll();
        }
        if (entry == null) {
            return null;
        }
        events = entry.events();
        return entry.item();
    }

    /** The events of the item that was taken last. */
    List<Object> events() {
        return events;
    }

    private void refill() throws Throwable {
        lock.lock();
        try {
            while (waiting.isEmpty() && !ended && !closed) {
                arrived.await();
            }
            if (closed) {
                throw new CancellationException("closed while its items were taken");
            }
            if (waiting.isEmpty() && failure != null) {
                throw failure;
            }
            ArrayDeque<Entry<R>> emptied = taken;
            taken = waiting;
            waiting = emptied;
            left.signal();
        } catch (InterruptedException e) {
            // A failure that was handed over is not this one, even if it is of the same class.
            throw e == failure ? e : new ConsumerInterruptedException(e);
        } finally {
            lock.unlock();
        }
    }
}
