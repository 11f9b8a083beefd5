package org.cqrsjakarta.internal.source;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.internal.event.Raising;
import org.jspecify.annotations.Nullable;

/** The thread of one source that does not run where it is consumed. It is within the handler for as long as it lives. */
final class OwnThread {

    /** What runs on it. */
    @FunctionalInterface
    interface Work {

        /**
         * Runs the source.
         *
         * @throws Throwable what the source threw
         */
        void run() throws Throwable;
    }

    private final Function<Runnable, Thread> threads;
    private final RaisedEvents raised;
    private final Occupancy occupancy;
    private volatile @Nullable Thread thread;

    /**
     * Prepares it.
     *
     * @param threads   starts a task on a thread of its own, with the contexts of the stream
     * @param raised    into which the handler raises
     * @param occupancy of the handler: vacated when the thread has come to its end
     */
    OwnThread(Function<Runnable, Thread> threads, RaisedEvents raised, Occupancy occupancy) {
        this.threads = threads;
        this.raised = raised;
        this.occupancy = occupancy;
    }

    boolean isStarted() {
        return thread != null;
    }

    /**
     * Starts it.
     *
     * @param work what it does
     * @param end  is told what the work threw, {@code null} if nothing, when everything is given back
     */
    void start(Work work, Consumer<@Nullable Throwable> end) {
        thread = threads.apply(() -> run(work, end));
    }

    /** Has the thread come out of what it waits for. */
    void tell() {
        occupancy.tell();
    }

    /** Has an exception tell where the thread is now. */
    void traceInto(Throwable exception) {
        Thread running = thread;
        if (running != null) {
            exception.setStackTrace(running.getStackTrace());
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void run(Work work, Consumer<@Nullable Throwable> end) {
        Throwable failure = null;
        // Whoever has started it may be told of a timeout before it is told of its thread.
        thread = Thread.currentThread();
        if (occupancy.enter()) {
            Raising raising = Raising.here();
            RaisedEvents before = raising.into(raised);
            try {
                work.run();
            } catch (Throwable e) {
                failure = e;
            } finally {
                raising.into(before);
                occupancy.exitForGood();
            }
        } else {
            failure = new CancellationException("left before it began");
        }
        end.accept(failure);
    }
}
