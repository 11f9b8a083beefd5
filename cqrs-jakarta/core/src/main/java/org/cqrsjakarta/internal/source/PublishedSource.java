package org.cqrsjakarta.internal.source;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.StreamTimeoutException;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.jspecify.annotations.Nullable;

/**
 * A publisher whose items are pulled, or whose time is limited. It is opened, subscribed to and asked for items on a thread
 * of its own: many a publisher works where it is called, and its items are taken while it still does.
 */
final class PublishedSource<R> implements Source<R>, Subscriber.Signals<R> {

    private final Sources.Opening<R> opening;

    /** One for each time that more items are to be asked for, and one for the end. */
    private final Semaphore refills = new Semaphore(0);

    private final ItemQueue<R> queue = new ItemQueue<>(Subscriber.AHEAD);
    private final boolean measures;
    private final SourceClock clock;
    private final Subscriber<R> subscriber;
    private final OwnThread thread;
    private final CarrierTurns turns;

    /** Guards which of both sides the clock waits for. */
    private final ReentrantLock demand = new ReentrantLock();

    private int outstanding = Subscriber.AHEAD;

    /** The consumer's own. */
    private int taken;

    private volatile boolean unwanted;

    /**
     * Prepares it; the thread starts when the first item is asked for.
     *
     * @param made    what it needs to know
     * @param opening gives the publisher
     */
    PublishedSource(Sources made, Sources.Opening<R> opening) {
        this.opening = opening;
        this.measures = made.limits().any();
        this.clock = new SourceClock(made.handler(), made.limits(), made.time(), this::timeOut);
        this.subscriber = new Subscriber<>(made.handler(), made.raised(), this);
        this.thread = new OwnThread(made.threads(), made.raised(), made.occupancy());
        this.turns = new CarrierTurns(made.time());
    }

    @Override
    public @Nullable R next() throws Throwable {
        if (!thread.isStarted()) {
            clock.start();
            thread.start(this::call, this::ended);
        } else if (taken >= Subscriber.REFILL) {
            taken -= Subscriber.REFILL;
            refills.release();
        }
        R item = queue.take();
        taken++;
        return item;
    }

    @Override
    public List<Object> events() {
        return queue.events();
    }

    /** The subscription is cancelled by its own thread, unless it has ended by itself. */
    @Override
    public void leave() {
        unwanted = true;
        queue.close();
        refills.release();
    }

    @Override
    public void abandon() {
        cancel();
    }

    @Override
    public void item(R item, List<Object> events) {
        if (measures) {
            produced();
        }
        var unused = queue.offer(item, events);
    }

    @Override
    public void over(@Nullable Throwable failure) {
        stopClock();
        queue.end(failure);
        refills.release();
    }

    private void call() throws Exception {
        opening.open().subscribe(subscriber);
        try {
            while (!isOver()) {
                turns.worked();
                refills.acquire();
                if (!isOver()) {
                    owes();
                    subscriber.request(Subscriber.REFILL);
                }
            }
        } finally {
            cancel();
        }
    }

    private boolean isOver() {
        return unwanted || subscriber.isOver();
    }

    private void cancel() {
        try {
            subscriber.cancel();
        } finally {
            stopClock();
            refills.release();
        }
    }

    private void ended(@Nullable Throwable failure) {
        if (failure != null) {
            queue.end(failure);
            cancel();
        }
    }

    private void timeOut(StreamTimeoutException timeout) {
        thread.traceInto(timeout);
        queue.end(timeout);
        thread.tell();
    }

    private void produced() {
        demand.lock();
        try {
            outstanding--;
            clock.produced();
            if (outstanding == 0) {
                clock.stop();
            }
        } finally {
            demand.unlock();
        }
    }

    private void owes() {
        demand.lock();
        try {
            outstanding += Subscriber.REFILL;
            clock.start();
        } finally {
            demand.unlock();
        }
    }

    private void stopClock() {
        demand.lock();
        try {
            clock.stop();
        } finally {
            demand.unlock();
        }
    }
}
