package org.cqrsjakarta.internal.wire;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.Time;
import org.junit.jupiter.api.Test;

/** When it looks after responses: one alarm for all of them, and with a rest that grows with their number. */
class ResponseWatchTest {

    private static final Duration HEARTBEAT = ofSeconds(16);

    /** Between two looks, where there are that many responses. */
    private static final Duration LONGEST_REST = HEARTBEAT.dividedBy(32);

    private static final Duration REST_FOR_EACH = ofNanos(50_000);

    private final ManualTime clock = new ManualTime();

    /** For how long each alarm was set. */
    private final List<Duration> set = new ArrayList<>();

    private final Time time = new Time() {
        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public Alarm schedule(Duration delay, Runnable task) {
            set.add(delay);
            return clock.schedule(delay, task);
        }
    };

    private final LiveResponses all =
            new LiveResponses(time, Threads.VIRTUAL, new ResponseRules(HEARTBEAT, ofSeconds(60), ofSeconds(2)));
    private final ResponseWatch watch = new ResponseWatch(time, HEARTBEAT);

    private LiveResponse add() {
        LiveResponse response = new LiveResponse(all, Signs.OF_LINES, new Frames() {
            @Override
            public void begin(Bell bell) {}

            @Override
            public Next take(FrameBuffer into) {
                return Next.END;
            }

            @Override
            public boolean isShortOf(int bytes) {
                return false;
            }

            @Override
            public void over(boolean written) {}

            @Override
            public void out() {}
        });
        watch.add(response);
        return response;
    }

    @Test
    void theSoonestWishCountsAndThereIsOneAlarm() {
        add();
        watch.lookIn(ofSeconds(10));
        watch.lookIn(ofSeconds(12));
        assertThat(set).containsExactly(ofSeconds(10));
        watch.lookIn(ofSeconds(3));
        assertThat(set).containsExactly(ofSeconds(10), ofSeconds(3));
        assertThat(clock.waiting()).isEqualTo(1);
    }

    @Test
    void itLooksAgainWhenTheNextOneWantsIt() {
        add();
        clock.advance(ofSeconds(2));
        LiveResponse younger = add();
        watch.lookIn(ofSeconds(1));
        clock.advance(ofSeconds(1));
        assertThat(set).as("the older one's sign of life is due first").containsExactly(ofSeconds(1), ofSeconds(13));
        watch.remove(younger);
        assertThat(clock.waiting()).isEqualTo(1);
    }

    @Test
    void withoutResponsesItSetsNoAlarmAndKeepsNone() {
        watch.lookIn(ofSeconds(1));
        assertThat(set).isEmpty();
        LiveResponse only = add();
        watch.lookIn(ofSeconds(1));
        watch.remove(only);
        assertThat(clock.waiting()).isZero();
        assertThat(watch.all()).isEmpty();
        add();
        watch.lookIn(ofSeconds(1));
        assertThat(clock.waiting()).as("for one that comes later").isEqualTo(1);
    }

    @Test
    void itRestsBetweenTwoLooksForEachThatItHasLookedAt() {
        for (int i = 0; i < 100; i++) {
            add();
        }
        watch.lookIn(Duration.ZERO);
        assertThat(set).as("the first time at once").containsExactly(Duration.ZERO);
        clock.advance(Duration.ZERO);
        set.clear();
        watch.lookIn(Duration.ZERO);
        assertThat(set).containsExactly(REST_FOR_EACH.multipliedBy(100));
        clock.advance(REST_FOR_EACH.multipliedBy(100));
        set.clear();
        clock.advance(ofMillis(4));
        watch.lookIn(Duration.ZERO);
        assertThat(set).as("what is left of it").containsExactly(ofMillis(1));
    }

    @Test
    void butNeverForSoLongThatASignOfLifeWouldBeMuchTooLate() {
        for (int i = 0; i < 20_000; i++) {
            add();
        }
        watch.lookIn(Duration.ZERO);
        clock.advance(Duration.ZERO);
        set.clear();
        watch.lookIn(Duration.ZERO);
        assertThat(set).containsExactly(LONGEST_REST);
    }
}
