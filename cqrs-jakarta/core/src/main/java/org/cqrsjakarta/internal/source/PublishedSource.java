package org.cqrsjakarta.internal.source;

import java.util.List;
import java.util.concurrent.Flow;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/** A publisher, subscribed to where it is consumed, when the first item is asked for. */
public final class PublishedSource<R> implements Source<R>, AutoCloseable {

    private final Flow.Publisher<R> publisher;
    private final Subscriber<R> subscriber;
    private boolean subscribed;

    /**
     * Wraps a publisher.
     *
     * @param handler   name of its handler, for messages
     * @param publisher not subscribed to yet
     * @param raised    into which its handler raises
     * @param time      for its clock, which without limits stands still
     */
    public PublishedSource(String handler, Flow.Publisher<R> publisher, RaisedEvents raised, Time time) {
        this.publisher = publisher;
        this.subscriber = new Subscriber<>(handler, raised, new SourceClock(handler, Limits.NONE, time, timeout -> {}));
    }

    @Override
    public @Nullable R next() throws Throwable {
        if (!subscribed) {
            subscribed = true;
            publisher.subscribe(subscriber);
        } else if (subscriber.halfWasTaken()) {
            subscriber.requestMore();
        }
        return subscriber.take();
    }

    @Override
    public List<Object> events() {
        return subscriber.events();
    }

    /** Cancels the subscription, unless it has ended by itself. */
    @Override
    public void close() {
        subscriber.leave();
    }
}
