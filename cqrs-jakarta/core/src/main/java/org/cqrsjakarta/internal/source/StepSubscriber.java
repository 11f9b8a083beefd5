package org.cqrsjakarta.internal.source;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes to a publisher and asks it on the thread that takes its items, which is within the handler for as long.
 *
 * <pre>
 *    ask -----&gt; signalled while it asks: handed on at once
 *     ^ \
 *     |  \----&gt; nothing (more) for now: waits for what others signal, in a ring, and hands on
 *     |                |
 *     +----------------+ half of what was asked for has been handed on
 * </pre>
 *
 * <p>So a publisher that works where it is called pushes its items, as a stream does, and one at a time is on the way; what
 * comes from a thread of its own waits in the ring. Reactive Streams' signals come one after another: what is signalled
 * while something waits in the ring comes behind it.
 */
final class StepSubscriber<R> implements Subscriber.Signals<R>, Runnable {

    private final Occupancy occupancy;
    private final Source.Sink<R> sink;
    private final Sources.Ending ending;
    private final Thread thread = Thread.currentThread();
    private final ItemQueue<R> queue = new ItemQueue<>(Subscriber.AHEAD);
    private final Subscriber<R> subscriber;

    /** This thread's own, as the next two: it asks, and the sink has nothing in its hands. */
    private boolean hands;

    /** Items that were handed on since it last asked. */
    private int taken;

    private @Nullable Throwable refusal;

    /**
     * Prepares it, for this thread.
     *
     * @param handler   name of the handler, for messages
     * @param raised    into which it raises
     * @param occupancy of the handler
     * @param sink      takes the items; what it throws ends the subscription
     * @param ending    of its step
     */
    StepSubscriber(
            String handler, RaisedEvents raised, Occupancy occupancy, Source.Sink<R> sink, Sources.Ending ending) {
        this.occupancy = occupancy;
        this.sink = sink;
        this.ending = ending;
        this.subscriber = new Subscriber<>(handler, raised, this);
    }

    /**
     * Takes all items.
     *
     * @throws Throwable what the sink threw, whatever the publisher made of it; else what the publisher threw or
     *     signalled
     */
    void run(Flow.Publisher<R> publisher) throws Throwable {
        ending.add(this);
        ask(publisher);
        for (R item = next(); item != null; item = next()) {
            taken++;
            sink.accept(item, queue.events());
        }
    }

    /** The next item that waits in the ring. */
    private @Nullable R next() throws Throwable {
        while (taken >= Subscriber.REFILL && !subscriber.isOver()) {
            ask(null);
        }
        if (refusal != null) {
            throw refusal;
        }
        failIfLeft();
        try {
            return queue.take();
        } catch (Source.ConsumerInterruptedException e) {
            // By whoever leaves the handler, or by somebody who wants the consumer to stop.
            failIfLeft();
            throw e;
        }
    }

    private void failIfLeft() {
        if (occupancy.isLeft()) {
            throw new CancellationException();
        }
    }

    /** What is signalled meanwhile on this thread is handed on; what is thrown comes behind the items. */
    @SuppressWarnings("IllegalCatch")
    private void ask(Flow.@Nullable Publisher<R> first) {
        hands = true;
        try {
            if (first != null) {
                first.subscribe(subscriber);
            } else {
                int more = taken;
                taken = 0;
                subscriber.request(more);
            }
        } catch (Throwable e) {
            over(e);
        } finally {
            hands = false;
        }
    }

    @Override
    public void item(R item, List<Object> events) {
        if (Thread.currentThread() == thread && hands && queue.isEmpty()) {
            push(item, events);
        } else {
            var unused = queue.offer(item, events);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void push(R item, List<Object> events) {
        // A consumer may have the publisher signal: that comes behind this item.
        hands = false;
        taken++;
        try {
            sink.accept(item, events);
            hands = true;
        } catch (Throwable e) {
            refusal = e;
            subscriber.cancel();
        }
    }

    @Override
    public void over(@Nullable Throwable failure) {
        if (failure instanceof InterruptedException && Thread.currentThread() == thread) {
            // Whoever interrupted this thread has not been answered by it.
            thread.interrupt();
        }
        queue.end(failure);
    }

    /** The handler is left, or has come to its end: cancels, and keeps nothing for anybody. */
    @Override
    public void run() {
        queue.close();
        subscriber.cancel();
    }
}
