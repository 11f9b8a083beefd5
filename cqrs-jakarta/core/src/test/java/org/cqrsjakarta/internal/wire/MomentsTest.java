package org.cqrsjakarta.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.Time;
import org.junit.jupiter.api.Test;

class MomentsTest {

    private static final long MILLISECOND = 1_000_000;

    private final ManualTime clock = new ManualTime();
    private final List<Duration> alarms = new ArrayList<>();

    /** Alarms that have been handed to a thread, and cannot be called off any more. */
    private final List<Runnable> started = new ArrayList<>();

    private boolean areAlarmsSlow;

    /** The alarm of this number cannot be set. */
    private int refused;

    /** The alarm of this number never rings. */
    private int lost;

    /** Alarms ring at once. */
    private boolean early;

    private final Moments moments = new Moments(new Time() {
        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public Alarm schedule(Duration delay, Runnable task) {
            alarms.add(delay);
            if (alarms.size() == refused) {
                throw new OutOfMemoryError("no thread");
            }
            if (alarms.size() == lost) {
                return () -> {};
            }
            if (early) {
                task.run();
                return () -> {};
            }
            return clock.schedule(delay, areAlarmsSlow ? () -> started.add(task) : task);
        }
    });

    private Moments.Moment begin(AtomicInteger ends, long nanos) {
        return moments.begin(clock.nanos() + nanos, ends::incrementAndGet);
    }

    private void pass(long nanos) {
        clock.advance(Duration.ofNanos(nanos));
    }

    @Test
    void eachEndsAtItsTimeAndNotBefore() {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        begin(first, MILLISECOND);
        pass(MILLISECOND / 2);
        begin(second, MILLISECOND);
        pass(MILLISECOND / 2 - 1);
        assertThat(first).hasValue(0);
        pass(1);
        assertThat(first).hasValue(1);
        assertThat(second).hasValue(0);
        pass(MILLISECOND / 2);
        assertThat(second).hasValue(1);
    }

    @Test
    void aShorterOneDoesNotWaitForALongerOne() {
        AtomicInteger longer = new AtomicInteger();
        AtomicInteger shorter = new AtomicInteger();
        begin(longer, MILLISECOND);
        begin(shorter, MILLISECOND / 4);
        pass(MILLISECOND / 4);
        assertThat(shorter).hasValue(1);
        assertThat(longer).hasValue(0);
        pass(MILLISECOND * 3 / 4);
        assertThat(longer).hasValue(1);
    }

    @Test
    void whatIsOverBeforeItsTimeDoesNothing() {
        AtomicInteger ends = new AtomicInteger();
        moments.end(begin(ends, MILLISECOND));
        pass(2 * MILLISECOND);
        assertThat(ends).hasValue(0);
    }

    @Test
    void aThousandThatEndEarlySetOneAlarm() {
        AtomicInteger ends = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            moments.end(begin(ends, MILLISECOND));
            pass(MILLISECOND / 2_000);
        }
        assertThat(alarms).hasSize(1);
        pass(2 * MILLISECOND);
        assertThat(ends).hasValue(0);
        begin(ends, MILLISECOND);
        assertThat(alarms).as("the next one after that has rung").hasSize(2);
    }

    @Test
    void oneWhoseEndHasComeAlreadyEndsAtOnce() {
        AtomicInteger ends = new AtomicInteger();
        begin(ends, -1);
        pass(0);
        assertThat(ends).hasValue(1);
    }

    @Test
    void whereNoAlarmCanBeSetThoseThatWaitDoNotWaitForEver() {
        refused = 2;
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        begin(first, MILLISECOND);
        begin(second, 2 * MILLISECOND);
        assertThatThrownBy(() -> pass(MILLISECOND)).isInstanceOf(OutOfMemoryError.class);
        assertThat(first).hasValue(1);
        assertThat(second).hasValue(1);
    }

    @Test
    void oneWhoseAlarmWasToBeReplacedByOneThatCannotBeSetHasItsOwn() {
        refused = 2;
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        begin(first, MILLISECOND);
        assertThatThrownBy(() -> begin(second, MILLISECOND / 2)).isInstanceOf(OutOfMemoryError.class);
        pass(MILLISECOND);
        assertThat(first).hasValue(1);
        assertThat(second).as("it never began").hasValue(0);
    }

    @Test
    void aLostAlarmIsNotTrustedForEver() {
        lost = 1;
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        begin(first, MILLISECOND);
        pass(200 * MILLISECOND);
        begin(second, MILLISECOND);
        pass(MILLISECOND);
        assertThat(first).hasValue(1);
        assertThat(second).hasValue(1);
    }

    @Test
    void anAlarmThatIsCalledOffTooLateDoesNotMultiply() {
        areAlarmsSlow = true;
        AtomicInteger ends = new AtomicInteger();
        for (int round = 0; round < 20; round++) {
            begin(ends, MILLISECOND);
            begin(ends, 2 * MILLISECOND);
            pass(MILLISECOND);
            begin(ends, -1);
            pass(0);
            List<Runnable> now = List.copyOf(started);
            started.clear();
            now.forEach(Runnable::run);
            assertThat(clock.waiting() + started.size()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void anAlarmThatRingsBeforeTheClockSaysSoIsObeyed() {
        early = true;
        AtomicInteger ends = new AtomicInteger();
        begin(ends, MILLISECOND);
        assertThat(ends).hasValue(1);
        assertThat(alarms).hasSize(1);
    }
}
