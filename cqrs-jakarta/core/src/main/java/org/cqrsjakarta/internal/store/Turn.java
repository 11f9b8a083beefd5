package org.cqrsjakarta.internal.store;

import java.time.Duration;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Has one thing done in the background, one at a time, as often as is asked for, but not more often than every so often. What
 * is at it for too long is interrupted, and no longer waited for.
 */
final class Turn implements AutoCloseable {

    /** Far below what anybody sees, and enough to make one call of many failures. */
    private static final Duration SPACING = Duration.ofMillis(20);

    private final Runnable work;
    private final StoreCalls calls;
    private final Time time;
    private final Duration patience;

    private @Nullable Runnable running;
    private boolean again;
    private boolean closed;
    private long number;
    private long startedNanos;
    private Time.@Nullable Alarm waiting;

    /**
     * Creates one.
     *
     * @param work     what is done; throws nothing
     * @param calls    has it done
     * @param time     the clock
     * @param patience how long it may take
     */
    Turn(Runnable work, StoreCalls calls, Time time, Duration patience) {
        this.work = work;
        this.calls = calls;
        this.time = time;
        this.patience = patience;
        this.startedNanos = time.nanos() - SPACING.toNanos();
    }

    /** Asks for it, soon: with whatever else is asked for by then. */
    void soon() {
        ask(SPACING);
    }

    /** Asks for it at once, or when it is done. */
    void now() {
        ask(Duration.ZERO);
    }

    private synchronized void ask(Duration spacing) {
        long since = time.nanos() - startedNanos;
        if (closed) {
            return;
        }
        if (running != null && since < patience.toNanos()) {
            again = true;
            return;
        }
        long wait = spacing.toNanos() - since;
        if (wait <= 0) {
            begin();
        } else if (waiting == null) {
            waiting = time.schedule(Duration.ofNanos(wait), this::waited);
        }
    }

    private synchronized void waited() {
        waiting = null;
        ask(Duration.ZERO);
    }

    private void begin() {
        if (running != null) {
            running.run();
        }
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
        again = false;
        startedNanos = time.nanos();
        long mine = ++number;
        running = () -> {};
        Runnable interrupts = calls.later(() -> {
            work.run();
            done(mine);
        });
        if (number == mine && running != null) {
            running = interrupts;
        }
    }

    private synchronized void done(long which) {
        if (which != number) {
            return;
        }
        running = null;
        if (again) {
            soon();
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
