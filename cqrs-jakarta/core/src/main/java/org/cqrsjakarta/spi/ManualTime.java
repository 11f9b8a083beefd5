package org.cqrsjakarta.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until it is turned, and then runs what is due on the thread that turns it. For tests: with a
 * bean of this type, heartbeats, timeouts, circuits and pauses pass when the test says so.
 */
public final class ManualTime implements Time {

    private final List<Due> waiting = new ArrayList<>();
    private long nanos = 1_000_000_000L;

    private record Due(long at, Runnable task) {}

    /** Creates a clock with nothing to do. */
    public ManualTime() {}

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Alarm schedule(Duration delay, Runnable task) {
        Due due = new Due(nanos + Math.max(0, delay.toNanos()), task);
        waiting.add(due);
        notifyAll();
        return () -> cancel(due);
    }

    /**
     * Turns the clock. Tasks see the time at which they are due; what they schedule runs, too, if it is due by then.
     *
     * @param by how far, 0 or more
     */
    public void advance(Duration by) {
        long until = nanos() + by.toNanos();
        for (Due due = next(until); due != null; due = next(until)) {
            due.task().run();
        }
        synchronized (this) {
            // Another thread may have turned it further meanwhile.
            nanos = Math.max(nanos, until);
        }
    }

    /** How many tasks wait. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /**
     * Blocks until at least so many tasks wait: until another thread has come to where it needs the clock.
     *
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public synchronized void awaitWaiting(int tasks) throws InterruptedException {
        while (waiting.size() < tasks) {
            wait();
        }
    }

    private synchronized @Nullable Due next(long until) {
        Due due = waiting.stream()
                .filter(task -> task.at() <= until)
                .min(Comparator.comparingLong(Due::at))
                .orElse(null);
        if (due != null) {
            waiting.remove(due);
            nanos = Math.max(nanos, due.at());
        }
        return due;
    }

    private synchronized void cancel(Due due) {
        waiting.removeIf(task -> task == due);
    }
}
