package org.cqrsjakarta.internal.source;

import java.util.function.Consumer;
import java.util.function.Function;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.internal.event.Raising;
import org.jspecify.annotations.Nullable;

/** The thread of one source that does not run where it is consumed. May be interrupted at any time, by any thread. */
final class OwnThread {

    /** What runs on it. */
    @FunctionalInterface
    interface Work {

        /**
         * Runs the source.
         *
         * @param raising of this thread
         * @throws Throwable what the source threw
         */
        void run(Raising raising) throws Throwable;
    }

    private final Function<Runnable, Thread> threads;
    private final RaisedEvents raised;
    private volatile @Nullable Thread thread;
    private volatile boolean finished;
    private volatile boolean idle;
    private volatile boolean interrupted;

    /**
     * Prepares it.
     *
     * @param threads starts a task on a thread of its own, with the contexts of the stream
     * @param raised  into which the handler raises
     */
    OwnThread(Function<Runnable, Thread> threads, RaisedEvents raised) {
        this.threads = threads;
        this.raised = raised;
    }

    boolean isStarted() {
        return thread != null;
    }

    /**
     * Starts it.
     *
     * @param work what it does
     * @param end  is told what the work threw, {@code null} if nothing; from then on the thread is not interrupted
     */
    void start(Work work, Consumer<@Nullable Throwable> end) {
        Thread started = threads.apply(() -> run(work, end));
        thread = started;
        if (interrupted) {
            interrupt();
        }
    }

    /** It waits for its consumer from now on, or works again. */
    void idle(boolean waits) {
        idle = waits;
    }

    /** Whether it is in the midst of the source's code. */
    boolean isBusy() {
        return thread != null && !finished && !idle;
    }

    void interrupt() {
        interrupted = true;
        Thread running = thread;
        if (running != null && !finished) {
            running.interrupt();
        }
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
        try (Raising raising = Raising.begin()) {
            raising.into(raised);
            work.run(raising);
        } catch (Throwable e) {
            failure = e;
        }
        finished = true;
        end.accept(failure);
    }
}
