package org.cqrsjakarta.internal.source;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.cqrsjakarta.StreamTimeoutException;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * A source that is run on a thread of its own, a bounded number of items ahead of its consumer, and that can be left
 * whatever it does: when it exceeds a limit, or when it is closed, its thread is interrupted.
 */
public final class QueuedSource<R> implements Apart<R> {

    private static final int CAPACITY = 64;

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
    private final SourceClock clock;
    private final OwnThread thread;
    private final ItemQueue<R> queue = new ItemQueue<>(CAPACITY);
    private final CarrierTurns turns;

    /**
     * Prepares it; the thread starts when the first item is asked for.
     *
     * @param handler    name of the handler, for messages
     * @param production opens and runs the source
     * @param raised     into which the handler raises
     * @param limits     of its time
     * @param time      measures it
     * @param threads   starts a task on a thread of its own, with the contexts of the stream
     * @param occupancy of the handler
     */
    public QueuedSource(
            String handler,
            Production<R> production,
            RaisedEvents raised,
            Limits limits,
            Time time,
            Function<Runnable, Thread> threads,
            Occupancy occupancy) {
        this.handler = handler;
        this.production = production;
        this.thread = new OwnThread(threads, raised, occupancy);
        this.turns = new CarrierTurns(time);
        this.clock = new SourceClock(handler, limits, time, this::timeOut);
    }

    @Override
    public @Nullable R next() throws Throwable {
        if (!thread.isStarted()) {
            clock.start();
            thread.start(() -> production.run(this::put), this::ended);
        }
        return queue.take();
    }

    @Override
    public List<Object> events() {
        return queue.events();
    }

    @Override
    public void leave() {
        clock.stop();
        queue.close();
    }

    @Override
    public void abandon() {
        // It was interrupted, and there is nothing else that it would hear of.
    }

    private void ended(@Nullable Throwable failure) {
        clock.stop();
        queue.end(failure);
    }

    private void put(R item, List<Object> events) throws InterruptedException {
        turns.worked();
        clock.produced();
        ItemQueue.Answer answer = queue.offer(item, events);
        if (answer == ItemQueue.Answer.FULL) {
            clock.stop();
            do {
                queue.awaitRoom();
                answer = queue.offer(item, events);
            } while (answer == ItemQueue.Answer.FULL);
            clock.start();
        }
        if (answer == ItemQueue.Answer.OVER) {
            throw new CancellationException("'" + handler + "' was left");
        }
    }

    private void timeOut(StreamTimeoutException timeout) {
        thread.traceInto(timeout);
        queue.end(timeout);
        thread.tell();
    }
}
