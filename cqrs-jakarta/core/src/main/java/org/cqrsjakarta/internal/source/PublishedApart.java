package org.cqrsjakarta.internal.source;

import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.cqrsjakarta.StreamTimeoutException;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * A publisher. It is opened, subscribed to and asked for items on a thread of its own: many a publisher works where it is
 * called, and its items are taken while it still does.
 */
public final class PublishedApart<R> implements Apart<R> {

    /**
     * Gives the publisher.
     *
     * @param <R> type of the items
     */
    @FunctionalInterface
    public interface Opening<R> {

        /** Creates the handler and asks it; throws what it throws. */
        Flow.Publisher<R> open() throws Exception;
    }

    private final Opening<R> opening;

    /** One for each time that more items are to be asked for, and one for the end. */
    private final Semaphore refills = new Semaphore(0);

    private final SourceClock clock;
    private final Subscriber<R> subscriber;
    private final OwnThread thread;
    private final CarrierTurns turns;

    /**
     * Prepares it; the thread starts when the first item is asked for.
     *
     * @param handler name of the handler, for messages
     * @param opening gives the publisher
     * @param raised  into which the handler raises
     * @param limits  of its time
     * @param time      measures it
     * @param threads   starts a task on a thread of its own, with the contexts of the stream
     * @param occupancy of the handler
     */
    public PublishedApart(
            String handler,
            Opening<R> opening,
            RaisedEvents raised,
            Limits limits,
            Time time,
            Function<Runnable, Thread> threads,
            Occupancy occupancy) {
        this.opening = opening;
        this.clock = new SourceClock(handler, limits, time, this::timeOut);
        this.subscriber = new Subscriber<>(handler, raised, clock, refills);
        this.thread = new OwnThread(threads, raised, occupancy);
        this.turns = new CarrierTurns(time);
    }

    @Override
    public @Nullable R next() throws Throwable {
        if (!thread.isStarted()) {
            clock.start();
            thread.start(this::call, this::ended);
        } else if (subscriber.halfWasTaken()) {
            refills.release();
        }
        return subscriber.take();
    }

    @Override
    public List<Object> events() {
        return subscriber.events();
    }

    /** The subscription is cancelled by its own thread, unless it has ended by itself. */
    @Override
    public void leave() {
        subscriber.leave();
    }

    @Override
    public void abandon() {
        subscriber.cancel();
    }

    private void call() throws Exception {
        opening.open().subscribe(subscriber);
        try {
            while (!subscriber.isOver()) {
                turns.worked();
                refills.acquire();
                subscriber.requestMore();
            }
        } finally {
            subscriber.cancel();
        }
    }

    private void ended(@Nullable Throwable failure) {
        if (failure != null) {
            subscriber.fail(failure);
        }
    }

    private void timeOut(StreamTimeoutException timeout) {
        thread.traceInto(timeout);
        subscriber.end(timeout);
        thread.tell();
    }
}
