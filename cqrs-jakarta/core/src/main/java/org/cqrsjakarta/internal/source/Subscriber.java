package org.cqrsjakarta.internal.source;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a publisher signals (Reactive Streams 1.0.4). It asks for {@link #AHEAD} items, and for more when half of
 * them were taken.
 */
final class Subscriber<R> implements Flow.Subscriber<R> {

    static final int AHEAD = 64;
    private static final int REFILL = AHEAD / 2;

    /** Stands for a subscription that has ended, by whichever side. */
    private static final Flow.Subscription OVER = new Flow.Subscription() {
        @Override
        public void request(long items) {}

        @Override
        public void cancel() {}
    };

    private final String handler;
    private final RaisedEvents raised;
    private final SourceClock clock;
    private final ItemQueue<R> queue = new ItemQueue<>(AHEAD);
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

    /** Guards the next two, and which of both sides the clock waits for. */
    private final ReentrantLock demand = new ReentrantLock();

    private int outstanding = AHEAD;
    private long position;

    /** The consumer's own. */
    private int taken;

    private final Semaphore refills;

    private volatile boolean unwanted;

    /**
     * Creates it.
     *
     * @param handler name of the handler, for messages
     * @param raised  into which the handler raises
     * @param clock   measures the source
     * @param refills for which the source's thread waits: one is given at the end
     */
    Subscriber(String handler, RaisedEvents raised, SourceClock clock, Semaphore refills) {
        this.handler = handler;
        this.raised = raised;
        this.clock = clock;
        this.refills = refills;
    }

    /**
     * Takes the next item, and waits for it.
     *
     * @return the item; {@code null} at the end
     * @throws Throwable as {@link ItemQueue#take()}
     */
    @Nullable
    R take() throws Throwable {
        R item = queue.take();
        taken++;
        return item;
    }

    /** The events of the item that was taken last. */
    List<Object> events() {
        return queue.events();
    }

    /** Whether it is time to ask for more; says so once for each half. */
    boolean halfWasTaken() {
        if (taken < REFILL) {
            return false;
        }
        taken -= REFILL;
        return true;
    }

    /** Asks for more. Calls must not overlap (rule 2.7). */
    void requestMore() {
        Flow.Subscription current = subscription.get();
        if (current == null) {
            return;
        }
        demand.lock();
        try {
            if (isOver()) {
                return;
            }
            outstanding += REFILL;
            clock.start();
        } finally {
            demand.unlock();
        }
        current.request(REFILL);
    }

    boolean isOver() {
        return unwanted || subscription.get() == OVER;
    }

    /** Nobody wants the items any more. The subscription is still to be cancelled. */
    void leave() {
        unwanted = true;
        queue.close();
        refills.release();
    }

    /** Nothing follows what was published so far. Whoever takes is told, and leaves. */
    void end(Throwable failure) {
        queue.end(failure);
    }

    /** The source has failed, by whatever but its own signal. */
    void fail(Throwable failure) {
        queue.end(failure);
        cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        if (subscription.compareAndSet(null, given)) {
            given.request(AHEAD);
        } else {
            given.cancel();
        }
    }

    @Override
    public void onNext(R item) {
        if (isOver()) {
            // What was raised for it goes with it.
            var unused = raised.take();
            return;
        }
        RuntimeException failure = null;
        demand.lock();
        try {
            if (item == null) {
                failure = SourceMessages.MESSAGES.nullItem(handler, position);
            } else if (outstanding == 0) {
                failure = SourceMessages.MESSAGES.unasked(handler, position);
            } else {
                position++;
                outstanding--;
                clock.produced();
                if (outstanding == 0) {
                    clock.stop();
                }
            }
        } finally {
            demand.unlock();
        }
        if (failure == null) {
            var unused = queue.offer(item, raised.take());
        } else {
            fail(failure);
        }
    }

    @Override
    public void onError(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        var unused = end();
        queue.end(failure);
    }

    @Override
    public void onComplete() {
        var unused = end();
        queue.end(null);
    }

    /** Cancels the subscription, unless it is over. */
    void cancel() {
        Flow.Subscription ended = end();
        if (ended != null) {
            ended.cancel();
        }
    }

    /** Ends the subscription as far as this side is concerned. */
    private Flow.@Nullable Subscription end() {
        Flow.Subscription before = subscription.getAndSet(OVER);
        demand.lock();
        try {
            clock.stop();
        } finally {
            demand.unlock();
        }
        refills.release();
        return before;
    }
}
