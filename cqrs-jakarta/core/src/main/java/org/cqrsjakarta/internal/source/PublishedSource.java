package org.cqrsjakarta.internal.source;

import java.util.List;
import java.util.concurrent.Semaphore;
import org.cqrsjakarta.StreamTimeoutException;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.jspecify.annotations.Nullable;

/**
 * A publisher. It is opened, subscribed to and asked for items on a thread of its own: many a publisher works where it is
 * called, and its items are taken while it still does.
 */
final class PublishedSource<R> implements Source<R> {

    private final Sources.Opening<R> opening;

    /** One for each time that more items are to be asked for, and one for the end. */
    private final Semaphore refills = new Semaphore(0);

    private final SourceClock clock;
    private final Subscriber<R> subscriber;
    private final OwnThread thread;
    private final CarrierTurns turns;

    /**
     * Prepares it; the thread starts when the first item is asked for.
     *
     * @param made    what it needs to know
     * @param opening gives the publisher
     */
    PublishedSource(Sources made, Sources.Opening<R> opening) {
        this.opening = opening;
        this.clock = new SourceClock(made.handler(), made.limits(), made.time(), this::timeOut);
        this.subscriber = new Subscriber<>(made.handler(), made.raised(), clock, refills);
        this.thread = new OwnThread(made.threads(), made.raised(), made.occupancy());
        this.turns = new CarrierTurns(made.time());
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
