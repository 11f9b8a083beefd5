package org.cqrsjakarta.internal.source;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a publisher signals (Reactive Streams 1.0.4). It asks for {@link #AHEAD} items; for more, whoever takes them
 * has it ask.
 */
final class Subscriber<R> implements Flow.Subscriber<R> {

    /** So many items at most were asked for and not taken. */
    static final int AHEAD = 64;

    /** So many were taken when more are asked for. */
    static final int REFILL = AHEAD / 2;

    /** Stands for a subscription that has ended, by whichever side. */
    private static final Flow.Subscription OVER = new Flow.Subscription() {
        @Override
        public void request(long items) {}

        @Override
        public void cancel() {}
    };

    /**
     * Takes what is in order, on the publisher's thread.
     *
     * @param <R> type of the items
     */
    interface Signals<R> {

        /** The next item, with the events that belong to it. */
        void item(R item, List<Object> events);

        /** Nothing follows; {@code null} where that is the normal end. Only the first one counts. */
        void over(@Nullable Throwable failure);
    }

    private final String handler;
    private final RaisedEvents raised;
    private final Signals<R> to;
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

    /** Written by whoever asks, before it does. */
    private volatile long asked = AHEAD;

    /** The publisher's, whose signals come one after another. */
    private long given;

    /**
     * Creates it.
     *
     * @param handler name of the handler, for messages
     * @param raised  into which the handler raises
     * @param to      takes what is signalled
     */
    Subscriber(String handler, RaisedEvents raised, Signals<R> to) {
        this.handler = handler;
        this.raised = raised;
        this.to = to;
    }

    /** Asks for more, if the subscription has begun and not ended. Calls must not overlap (rule 2.7). */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One at a time asks.
    void request(int items) {
        Flow.Subscription current = subscription.get();
        if (current != null && current != OVER) {
            asked += items;
            current.request(items);
        }
    }

    /** Whether the subscription has ended, by whichever side. */
    boolean isOver() {
        return subscription.get() == OVER;
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
        } else if (item == null) {
            fail(SourceMessages.MESSAGES.nullItem(handler, given));
        } else if (given == asked) {
            fail(SourceMessages.MESSAGES.unasked(handler, given));
        } else {
            given++;
            to.item(item, raised.take());
        }
    }

    @Override
    public void onError(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        subscription.set(OVER);
        to.over(failure);
    }

    @Override
    public void onComplete() {
        subscription.set(OVER);
        to.over(null);
    }

    private void fail(Throwable failure) {
        Flow.Subscription ended = subscription.getAndSet(OVER);
        to.over(failure);
        if (ended != null) {
            ended.cancel();
        }
    }

    /** Cancels the subscription, unless it is over. */
    void cancel() {
        Flow.Subscription ended = subscription.getAndSet(OVER);
        if (ended != null) {
            ended.cancel();
        }
    }
}
