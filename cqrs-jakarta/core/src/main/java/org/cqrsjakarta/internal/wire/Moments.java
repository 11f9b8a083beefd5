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

    /** An alarm that has not rung so long after its time never will. */
    private static final long LOST_NANOS = 100_000_000;

    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();

    /** Under the lock, as what follows. */
    private final Set<Moment> waiting = new HashSet<>();

    private @Nullable Setting set;

    /** An alarm that is set. */
    private static final class Setting {

        private final long nanos;
        private Time.@Nullable Alarm alarm;

        private Setting(long nanos) {
            this.nanos = nanos;
        }

        private void callOff() {
            if (alarm != null) {
                alarm.cancel();
            }
        }
    }

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
            waiting.add(moment);
            setFor(endNanos);
        } catch (RuntimeException | Error e) {
            waiting.remove(moment);
            throw e;
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
        Setting before = set;
        if (before != null && before.nanos - endNanos <= 0 && time.nanos() - before.nanos < LOST_NANOS) {
            return;
        }
        Setting next = new Setting(endNanos);
        // First: it may ring at once.
        set = next;
        try {
            next.alarm = time.schedule(Duration.ofNanos(Math.max(0, endNanos - time.nanos())), () -> ring(next));
        } catch (RuntimeException | Error e) {
            set = before;
            throw e;
        }
        if (before != null) {
            before.callOff();
        }
    }

    private void ring(Setting now) {
        lock.lock();
        try {
            // One that was called off too late is of no interest: there is another one.
            if (now == set) {
                set = null;
                // At its time, also where the clock says that it is not quite that yet.
                endThoseThatAreDue(Math.max(0, now.nanos - time.nanos()));
            }
        } finally {
            lock.unlock();
        }
    }

    private void endThoseThatAreDue(long ahead) {
        Moment next = endThoseUntil(time.nanos() + ahead);
        try {
            if (next != null) {
                setFor(next.endNanos);
            }
        } catch (RuntimeException | Error e) {
            // No alarm can be set: better now than never.
            waiting.forEach(moment -> moment.atEnd.run());
            waiting.clear();
            throw e;
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
