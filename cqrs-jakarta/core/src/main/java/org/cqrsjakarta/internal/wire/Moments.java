package org.cqrsjakarta.internal.wire;

import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * The moments for which responses let a little wait for more. Most are over before their time, because enough has come; so
 * one alarm serves all that begin while it is set: one for each wait would wake the clock's thread thousands of times a
 * second. Thread-safe.
 */
final class Moments {

    /** One response's. */
    static final class Moment {

        private final Runnable atEnd;
        private final long endNanos;

        private Moment(Runnable atEnd, long endNanos) {
            this.atEnd = atEnd;
            this.endNanos = endNanos;
        }
    }

    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();

    /** Under the lock, as what follows. */
    private final Set<Moment> waiting = new HashSet<>();

    private Time.@Nullable Alarm alarm;
    private long alarmNanos;

    /** None yet. */
    Moments(Time time) {
        this.time = time;
    }

    /**
     * One begins.
     *
     * @param endNanos when it ends, by the clock
     * @param atEnd    is run then, by whatever thread, which it does not keep; not after {@link #end} has returned
     */
    Moment begin(long endNanos, Runnable atEnd) {
        Moment moment = new Moment(atEnd, endNanos);
        lock.lock();
        try {
            setFor(endNanos);
            waiting.add(moment);
        } finally {
            lock.unlock();
        }
        return moment;
    }

    /** One is over, before its time or not. */
    void end(Moment moment) {
        lock.lock();
        try {
            waiting.remove(moment);
        } finally {
            lock.unlock();
        }
    }

    private void setFor(long endNanos) {
        if (alarm != null) {
            if (alarmNanos - endNanos <= 0) {
                return;
            }
            alarm.cancel();
            alarm = null;
        }
        alarm = time.schedule(Duration.ofNanos(Math.max(0, endNanos - time.nanos())), this::ring);
        alarmNanos = endNanos;
    }

    private void ring() {
        lock.lock();
        try {
            alarm = null;
            Moment next = endThoseUntil(time.nanos());
            if (next != null) {
                setFor(next.endNanos);
            }
        } finally {
            if (alarm == null) {
                // Also where none can be set: better now than never.
                waiting.forEach(moment -> moment.atEnd.run());
                waiting.clear();
            }
            lock.unlock();
        }
    }

    /** Answers the first of those that go on. */
    private @Nullable Moment endThoseUntil(long now) {
        Moment next = null;
        for (Iterator<Moment> all = waiting.iterator(); all.hasNext(); ) {
            Moment moment = all.next();
            if (moment.endNanos - now <= 0) {
                all.remove();
                moment.atEnd.run();
            } else if (next == null || moment.endNanos - next.endNanos < 0) {
                next = moment;
            }
        }
        return next;
    }
}
