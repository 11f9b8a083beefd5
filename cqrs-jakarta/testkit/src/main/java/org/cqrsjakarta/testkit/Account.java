package org.cqrsjakarta.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of one handler that plays scripts, over all streams of one application. Callable from any thread.
 *
 * <p>A handler is opened when its {@code handle} is called, also where that throws, and closed when its stream is closed,
 * its {@code handle} has emitted or thrown, or its subscription has ended. After the end of a stream the two numbers must
 * be the same.
 */
public final class Account {

    private final Monitor monitor = new Monitor();
    private final String handler;
    private final List<? extends Script<?>> scripts;

    /** Performances that stall, and what lets each go on. */
    private final Map<Performance<?>, Runnable> stalled = new HashMap<>();

    private int opened;
    private int closed;
    private boolean released;

    Account(Class<?> handler, List<? extends Script<?>> scripts) {
        this.handler = handler.getSimpleName();
        this.scripts = List.copyOf(scripts);
    }

    /** How often the handler was opened. */
    public int opened() {
        return monitor.locked(() -> opened);
    }

    /** How often it was closed. */
    public int closed() {
        return monitor.locked(() -> closed);
    }

    /**
     * Blocks until so many streams stall in this handler at once.
     *
     * @throws AssertionError if that does not happen within 30 seconds, or this thread is interrupted
     */
    public void awaitStalled(int streams) {
        monitor.await(
                () -> stalled.size() >= streams,
                () -> null,
                () -> stalled.size() + " of " + streams + " streams stall in " + this);
    }

    /**
     * Blocks until the handler has been closed so often: a client that leaves is noticed by other threads than the
     * test's.
     *
     * @throws AssertionError if that does not happen within 30 seconds, or this thread is interrupted
     */
    public void awaitClosed(int streams) {
        monitor.await(
                () -> closed >= streams,
                () -> null,
                () -> closed + " of " + streams + " streams were closed in " + this);
    }

    /** Lets all go on that stall, and has none stall from now on. */
    public void release() {
        List<Runnable> goOn = monitor.locked(() -> {
            released = true;
            List<Runnable> waiting = List.copyOf(stalled.values());
            stalled.clear();
            return waiting;
        });
        goOn.forEach(Runnable::run);
    }

    /** Begins a performance: the first script in the first stream, and so on; the last one over and over. */
    @SuppressWarnings("unchecked")
    <R> Performance<R> open() {
        int turn = monitor.locked(() -> opened++);
        Script<R> script = (Script<R>) scripts.get(Math.min(turn, scripts.size() - 1));
        Performance<R> performance = new Performance<>(script, this);
        Throwable refusal = script.refusal();
        if (refusal != null) {
            performance.close();
            throw Performance.<RuntimeException>thrown(refusal);
        }
        return performance;
    }

    void close(Performance<?> performance) {
        monitor.locked(() -> {
            closed++;
            return stalled.remove(performance);
        });
    }

    /** Blocks until the stall is over, or the performance is closed. */
    void awaitRelease(Performance<?> performance) throws InterruptedException {
        if (stalls(performance, () -> {})) {
            try {
                monitor.awaitPatiently(() -> released || performance.isClosed());
            } finally {
                monitor.locked(() -> stalled.remove(performance));
            }
        }
    }

    /**
     * Tells whether a stall goes on.
     *
     * @param goOn called when it is over, if it goes on
     */
    boolean stalls(Performance<?> performance, Runnable goOn) {
        return monitor.locked(() -> {
            boolean stalls = !released && !performance.isClosed();
            if (stalls) {
                stalled.putIfAbsent(performance, goOn);
            }
            return stalls;
        });
    }

    @Override
    public String toString() {
        return monitor.locked(() ->
                "'" + handler + "', opened " + opened + " and closed " + closed + " times, which plays " + scripts);
    }
}
