package org.cqrsjakarta.internal.store;

import java.time.Duration;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Has one thing done in the background, one at a time, as often as is asked for, but not more often than every so often. What
 * is at it for too long is interrupted, and no longer waited for; but two that do not heed that are not joined by a third.
 */
final class Turn implements AutoCloseable {

    /** Far below what anybody sees, and enough to make one call of many failures or hints. */
    static final Duration SPACING = Duration.ofMillis(20);

    /** So that one circuit does not take the threads of all. */
    private static final int MOST_HUNG = 2;

    private final Runnable work;
    private final Runnable overdue;
    private final StoreCalls calls;
    private final Time time;
    private final Duration patience;

    private @Nullable Runnable running;
    private int within;
    private boolean again;
    private boolean closed;
    private long number;
    private long startedNanos;
    private Time.@Nullable Alarm waiting;

    /**
     * Creates one.
     *
     * @param work     what is done; throws nothing
     * @param overdue  is told, on the thread that asks, when it takes too long
     * @param calls    has it done
     * @param time     the clock
     * @param patience how long it may take
     */
    Turn(Runnable work, Runnable overdue, StoreCalls calls, Time time, Duration patience) {
        this.work = work;
        this.overdue = overdue;
        this.calls = calls;
        this.time = time;
        this.patience = patience;
        this.startedNanos = time.nanos() - SPACING.toNanos();
    }

    /** Asks for it: at once, or with whatever else is asked for until it is due again. */
    void soon() {
        if (isOverdue()) {
            overdue.run();
        }
        ask();
    }

    /** Interrupts what takes too long. */
    private synchronized boolean isOverdue() {
        if (closed || running == null || time.nanos() - startedNanos < patience.toNanos()) {
            return false;
        }
        running.run();
        running = null;
        number++;
        return true;
    }

    private synchronized void ask() {
        if (running != null) {
            again = true;
        } else if (!closed && waiting == null && within < MOST_HUNG) {
            beginWhenDue();
        }
    }

    private void beginWhenDue() {
        long wait = SPACING.toNanos() - (time.nanos() - startedNanos);
        if (wait <= 0) {
            begin();
        } else {
            waiting = time.schedule(Duration.ofNanos(wait), this::waited);
        }
    }

    private synchronized void waited() {
        waiting = null;
        ask();
    }

    private void begin() {
        again = false;
        startedNanos = time.nanos();
        long mine = ++number;
        running = () -> {};
        Runnable interrupts = calls.later(() -> work(mine));
        if (number == mine && running != null) {
            running = interrupts;
        }
    }

    /** Work that was called off before it has begun is not within. */
    private void work(long which) {
        if (!enters(which)) {
            return;
        }
        try {
            work.run();
        } finally {
            leaves(which);
        }
    }

    private synchronized boolean enters(long which) {
        boolean isDue = which == number && !closed;
        within += isDue ? 1 : 0;
        return isDue;
    }

    private synchronized void leaves(long which) {
        within--;
        if (which == number) {
            running = null;
            if (again) {
                ask();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (waiting != null) {
            waiting.cancel();
        }
    }
}
