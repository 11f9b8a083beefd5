package org.cqrsjakarta.internal.source;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.cqrsjakarta.StreamTimeoutException;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * A source that is run on a thread of its own, a bounded number of items ahead of its consumer, and that can be left
 * whatever it does: when it exceeds a limit, or when it is closed, its thread is interrupted and nobody waits for it.
 */
public final class HandedOver<R> implements Source<R>, AutoCloseable {

    private static final int CAPACITY = 32;

    /**
     * Runs a source to its end.
     *
     * @param <R> type of the items
     */
    @FunctionalInterface
    public interface Production<R> {

        /**
         * Gives all items to the sink, on this thread, and returns at their end.
         *
         * @throws Throwable what the source or the sink threw
         */
        void run(ItemSink<R> sink) throws Throwable;
    }

    private final String handler;
    private final Production<R> production;
    private final Function<Runnable, Thread> threads;
    private final SourceClock clock;
    private final Handoff<R> handoff = new Handoff<>(CAPACITY);
    private volatile @Nullable Thread thread;
    private volatile boolean finished;

    /**
     * Prepares it; the thread starts when the first item is asked for.
     *
     * @param handler    name of the handler, for messages
     * @param production opens and runs the source
     * @param limits     of its time
     * @param time       measures it
     * @param threads    starts a task on a thread of its own, with the contexts of the stream
     */
    public HandedOver(
            String handler, Production<R> production, Limits limits, Time time, Function<Runnable, Thread> threads) {
        this.handler = handler;
        this.production = production;
        this.threads = threads;
        this.clock = new SourceClock(handler, limits, time, this::timeOut);
    }

    @Override
    public @Nullable R next() throws Throwable {
        if (thread == null) {
            clock.start();
            thread = threads.apply(this::produce);
            if (handoff.isOver()) {
                interrupt();
            }
        }
        return handoff.take();
    }

    @Override
    public List<Object> events() {
        return handoff.events();
    }

    /** The thread is interrupted; what it still produces is dropped. */
    @Override
    public void close() {
        clock.stop();
        handoff.close();
        interrupt();
    }

    @SuppressWarnings("IllegalCatch")
    private void produce() {
        Throwable failure = null;
        try {
            production.run(this::put);
        } catch (Throwable e) {
            failure = e;
        }
        clock.stop();
        finished = true;
        handoff.end(failure);
    }

    private void put(R item, List<Object> events) throws InterruptedException {
        clock.produced();
        Handoff.Answer answer = handoff.offer(item, events);
        if (answer == Handoff.Answer.FULL) {
            clock.stop();
            do {
                handoff.awaitRoom();
                answer = handoff.offer(item, events);
            } while (answer == Handoff.Answer.FULL);
            clock.start();
        }
        if (answer == Handoff.Answer.OVER) {
            throw new CancellationException("'" + handler + "' was left");
        }
    }

    private void timeOut(StreamTimeoutException timeout) {
        Thread stalled = thread;
        if (stalled != null) {
            timeout.setStackTrace(stalled.getStackTrace());
        }
        handoff.end(timeout);
        interrupt();
    }

    private void interrupt() {
        Thread running = thread;
        if (running != null && !finished) {
            running.interrupt();
        }
    }
}
