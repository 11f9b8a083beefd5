package org.cqrsjakarta.internal.source;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.jspecify.annotations.Nullable;

/**
 * A publisher, subscribed to when the first item is asked for (Reactive Streams 1.0.4). It is asked for {@link #AHEAD}
 * items, and for more when half of them were taken.
 */
public final class PublishedSource<R> implements Source<R>, Flow.Subscriber<R>, AutoCloseable {

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
    private final Flow.Publisher<R> publisher;
    private final RaisedEvents raised;
    private final Handoff<R> handoff = new Handoff<>(AHEAD);
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

    /** Asked for, and not come yet. */
    private final AtomicInteger outstanding = new AtomicInteger(AHEAD);

    private boolean subscribed;
    private int consumed;
    private long position;

    /**
     * Wraps a publisher.
     *
     * @param handler   name of its handler, for messages
     * @param publisher not subscribed to yet
     * @param raised    into which its handler raises
     */
    public PublishedSource(String handler, Flow.Publisher<R> publisher, RaisedEvents raised) {
        this.handler = handler;
        this.publisher = publisher;
        this.raised = raised;
    }

    @Override
    public @Nullable R next() throws Throwable {
        if (!subscribed) {
            subscribed = true;
            publisher.subscribe(this);
        } else if (consumed == REFILL) {
            consumed = 0;
            outstanding.addAndGet(REFILL);
            Objects.requireNonNull(subscription.get()).request(REFILL);
        }
        R item = handoff.take();
        consumed++;
        return item;
    }

    @Override
    public List<Object> events() {
        return handoff.events();
    }

    /** Cancels the subscription, unless it has ended by itself. */
    @Override
    public void close() {
        handoff.close();
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
        if (subscription.get() == OVER) {
            return;
        }
        if (item == null) {
            fail(SourceMessages.MESSAGES.nullItem(handler, position));
        } else if (outstanding.getAndDecrement() <= 0) {
            fail(SourceMessages.MESSAGES.unasked(handler, position));
        } else {
            position++;
            var unused = handoff.offer(item, raised.take());
        }
    }

    @Override
    public void onError(Throwable failure) {
        subscription.set(OVER);
        handoff.end(failure);
    }

    @Override
    public void onComplete() {
        subscription.set(OVER);
        handoff.end(null);
    }

    private void fail(RuntimeException failure) {
        handoff.end(failure);
        cancel();
    }

    private void cancel() {
        Flow.Subscription before = subscription.getAndSet(OVER);
        if (before != null) {
            before.cancel();
        }
    }
}
