package org.cqrsjakarta.internal.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that stands still until it is turned, and then runs what is due on the thread that turns it. */
public final class ManualTime implements Time {

    private final List<Due> waiting = new ArrayList<>();
    private long nanos = 1_000_000_000L;

    private record Due(long at, Runnable task) {}

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Alarm schedule(Duration delay, Runnable task) {
        Due due = new Due(nanos + Math.max(0, delay.toNanos()), task);
        waiting.add(due);
        return () -> cancel(due);
    }

    /** Turns the clock; tasks see the time at which they are due. */
    public void advance(Duration by) {
        long until = nanos() + by.toNanos();
        for (Due due = next(until); due != null; due = next(until)) {
            due.task().run();
        }
        synchronized (this) {
            nanos = until;
        }
    }

    /** How many tasks wait. */
    public synchronized int waiting() {
        return waiting.size();
    }

    private synchronized Due next(long until) {
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
