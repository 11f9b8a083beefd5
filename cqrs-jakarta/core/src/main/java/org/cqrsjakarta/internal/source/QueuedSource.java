package org.cqrsjakarta.internal.source;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.cqrsjakarta.StreamTimeoutException;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.jspecify.annotations.Nullable;

/**
 * A source that is run on a thread of its own, a bounded number of items ahead of its consumer, and that can be left
 * whatever it does: when it exceeds a limit, or when it is closed, its thread is interrupted.
 */
final class QueuedSource<R> implements Source<R> {

    private static final int CAPACITY = 64;

    private final String handler;
    private final Sources.Production<R> production;
    private final SourceClock clock;
    private final OwnThread thread;
    private final ItemQueue<R> queue = new ItemQueue<>(CAPACITY);
    private final CarrierTurns turns;

    /**
     * Prepares it; the thread starts when the first item is asked for.
     *
     * @param made       what it needs to know
     * @param production opens and runs the source
     */
    QueuedSource(Sources made, Sources.Production<R> production) {
        this.handler = made.handler();
        this.production = production;
        this.thread = new OwnThread(made.threads(), made.raised(), made.occupancy());
        this.turns = new CarrierTurns(made.time());
        this.clock = new SourceClock(handler, made.limits(), made.time(), this::timeOut);
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
            if (answer != ItemQueue.Answer.OVER) {
                clock.start();
            }
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
