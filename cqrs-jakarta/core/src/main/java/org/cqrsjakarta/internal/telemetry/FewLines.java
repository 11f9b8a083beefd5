package org.cqrsjakarta.internal.telemetry;

import java.time.Duration;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Facts of one kind about one handler, which may come by the thousand: in each interval the first ones are to be written
 * one by one, the others are counted, and their sum is told when the interval is over. Callable from any thread.
 *
 * @param <T> kind of fact
 */
final class FewLines<T> {

    /** Writes the line about what was counted. */
    @FunctionalInterface
    interface Sum<T> {

        /**
         * Tells the sum.
         *
         * @param more how many facts were counted, 1 or more
         * @param last the newest of them
         * @param time within which they came
         */
        void tell(long more, T last, Duration time);
    }

    private final int lines;
    private final Duration interval;
    private final Time time;
    private final Sum<T> sum;
    private long begin;
    private int written;
    private long more;
    private @Nullable T last;
    private Time.@Nullable Alarm alarm;

    /**
     * Creates one without any facts.
     *
     * @param lines how many are to be written in an interval; 0: all are counted
     */
    FewLines(int lines, Duration interval, Time time, Sum<T> sum) {
        this.lines = lines;
        this.interval = interval;
        this.time = time;
        this.sum = sum;
    }

    /** Takes a fact: {@code true} if it is to be written now, {@code false} if it was counted. */
    synchronized boolean admits(T fact) {
        if (more == 0) {
            long now = time.nanos();
            if (written == 0 || now - begin >= interval.toNanos()) {
                begin = now;
                written = 0;
            }
            if (written < lines) {
                written++;
                return true;
            }
            // Only where there is something to tell: nothing waits in an application to which nothing happens.
            alarm = time.schedule(interval.minusNanos(now - begin), this::end);
        }
        more++;
        last = fact;
        return false;
    }

    /** Ends the interval, and tells what was counted in it, if anything. */
    void end() {
        long counted;
        T newest;
        Duration within;
        synchronized (this) {
            counted = more;
            newest = last;
            within = Duration.ofNanos(time.nanos() - begin);
            more = 0;
            written = 0;
            last = null;
            if (alarm != null) {
                alarm.cancel();
                alarm = null;
            }
        }
        if (newest != null) {
            sum.tell(counted, newest, within);
        }
    }
}
