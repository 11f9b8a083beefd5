package org.cqrsjakarta.internal.source;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.cqrsjakarta.StreamTimeoutException;
import org.cqrsjakarta.StreamTimeoutException.Limit;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long a source works, and tells when it has exceeded one of its limits. It stands still while the source
 * waits for its consumer. One alarm serves all items: it is set for the earliest deadline, and when it rings and the
 * source has moved on, for the next. Without limits it measures nothing.
 */
final class SourceClock {

    private static final long NEVER = Long.MAX_VALUE;

    private final String handler;
    private final Limits limits;
    private final Time time;
    private final Consumer<StreamTimeoutException> onTimeout;

    private final boolean measures;

    /** Guards all below. Not a monitor: setting an alarm may wait for a lock, which would pin a virtual thread. */
    private final ReentrantLock lock = new ReentrantLock();

    private boolean working;
    private long workingSince;
    private long workedBefore;

    /** Work since the last item, before the source last had to wait. */
    private long workedOnItem;

    private long items;
    private long alarmAt = NEVER;

    /** Tells the alarm that is set from one that rang and lost its way to the lock. */
    private long alarmNumber;

    private Time.@Nullable Alarm alarm;

    SourceClock(String handler, Limits limits, Time time, Consumer<StreamTimeoutException> onTimeout) {
        this.handler = handler;
        this.limits = limits;
        this.measures = limits.any();
        this.time = time;
        this.onTimeout = onTimeout;
    }

    /** The source starts to work, or goes on after {@link #stop()}. Without effect while it works. */
    void start() {
        if (!measures) {
            return;
        }
        lock.lock();
        try {
            if (working) {
                return;
            }
            workingSince = time.nanos();
            working = true;
            setAlarm(workingSince);
        } finally {
            lock.unlock();
        }
    }

    /** The source has produced an item. Without effect while the clock stands still. */
    void produced() {
        if (!measures) {
            return;
        }
        lock.lock();
        try {
            if (!working) {
                return;
            }
            long now = time.nanos();
            workedBefore += now - workingSince;
            workedOnItem = 0;
            workingSince = now;
            items++;
            setAlarm(now);
        } finally {
            lock.unlock();
        }
    }

    /** The source waits for its consumer, or has ended. Without effect while it stands still. */
    void stop() {
        if (!measures) {
            return;
        }
        lock.lock();
        try {
            if (!working) {
                return;
            }
            long worked = time.nanos() - workingSince;
            workedBefore += worked;
            workedOnItem += worked;
            working = false;
            cancelAlarm();
        } finally {
            lock.unlock();
        }
    }

    private void setAlarm(long now) {
        long deadline = deadline();
        if (deadline == NEVER || (alarm != null && deadline - alarmAt >= 0)) {
            return;
        }
        cancelAlarm();
        alarmAt = deadline;
        long number = ++alarmNumber;
        alarm = time.schedule(Duration.ofNanos(deadline - now), () -> check(number));
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
            alarmNumber++;
        }
    }

    private void check(long number) {
        StreamTimeoutException timeout = null;
        lock.lock();
        try {
            if (number != alarmNumber) {
                return;
            }
            alarm = null;
            if (working) {
                long now = time.nanos();
                if (deadline() != NEVER && now - deadline() >= 0) {
                    working = false;
                    timeout = exceeded();
                } else {
                    setAlarm(now);
                }
            }
        } finally {
            lock.unlock();
        }
        if (timeout != null) {
            onTimeout.accept(timeout);
        }
    }

    private long deadline() {
        long forItem = left(itemLimit(), workedOnItem);
        long forAll = left(limits.total(), workedBefore);
        long nearest = Math.min(forItem, forAll);
        return nearest == NEVER ? NEVER : workingSince + nearest;
    }

    private Duration itemLimit() {
        return items == 0 ? limits.firstItem() : limits.idle();
    }

    private static long left(Duration limit, long used) {
        return limit.isZero() ? NEVER : limit.toNanos() - used;
    }

    private StreamTimeoutException exceeded() {
        if (left(limits.total(), workedBefore) <= left(itemLimit(), workedOnItem)) {
            return new StreamTimeoutException(
                    SourceMessages.MESSAGES.tooLong(handler, limits.total(), items), Limit.TOTAL, limits.total());
        }
        return items == 0
                ? new StreamTimeoutException(
                        SourceMessages.MESSAGES.noFirstItem(handler, limits.firstItem()),
                        Limit.FIRST_ITEM,
                        limits.firstItem())
                : new StreamTimeoutException(
                        SourceMessages.MESSAGES.idle(handler, limits.idle(), items - 1), Limit.IDLE, limits.idle());
    }
}
