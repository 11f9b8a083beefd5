package org.cqrsjakarta.internal.source;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.StreamTimeoutException;
import org.cqrsjakarta.StreamTimeoutException.Limit;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

/** The clock runs while the source works, and stands still while it waits. */
class SourceClockTest {

    private final ManualTime time = new ManualTime();
    private final List<StreamTimeoutException> timeouts = new ArrayList<>();

    private SourceClock started(Duration firstItem, Duration idle, Duration total) {
        SourceClock clock = new SourceClock("Live", new Limits(firstItem, idle, total), time, timeouts::add);
        clock.start();
        return clock;
    }

    /** Turns the clock to just before a limit, and over it. */
    private void exceed(Duration rest, Limit limit) {
        time.advance(rest.minus(ofNanos(1)));
        assertThat(timeouts).as("just before the limit").isEmpty();
        time.advance(ofNanos(1));
        assertThat(timeouts)
                .singleElement()
                .satisfies(timeout -> assertThat(timeout.limit()).isEqualTo(limit));
    }

    @Test
    void theFirstItemHasALimitOfItsOwn() {
        started(ofSeconds(3), ofSeconds(1), ZERO);
        exceed(ofSeconds(3), Limit.FIRST_ITEM);
        assertThat(timeouts.getFirst())
                .hasMessage("CQRS00805: 'Live' gave no first item within PT3S; the limit is StreamTimeout/firstItem");
    }

    @Test
    void afterItEachItemStartsTheIdleLimitAnew() {
        SourceClock clock = started(ofSeconds(3), ofSeconds(1), ZERO);
        time.advance(ofSeconds(2));
        clock.produced();
        for (int i = 0; i < 5; i++) {
            time.advance(ofMillis(999));
            clock.produced();
        }
        exceed(ofSeconds(1), Limit.IDLE);
        assertThat(timeouts.getFirst())
                .hasMessage("CQRS00806: 'Live' gave nothing for PT1S after its item number 5; the limit is"
                        + " StreamTimeout/idle");
    }

    @Test
    void aShorterIdleLimitDoesNotWaitForTheAlarmOfTheFirstItem() {
        SourceClock clock = started(ofSeconds(60), ofSeconds(1), ZERO);
        clock.produced();
        exceed(ofSeconds(1), Limit.IDLE);
    }

    @Test
    void theTotalAddsUpWorkAndLeavesOutWaiting() {
        SourceClock clock = started(ZERO, ZERO, ofSeconds(10));
        time.advance(ofSeconds(3));
        clock.produced();
        time.advance(ofSeconds(1));
        clock.stop();
        time.advance(ofSeconds(500));
        clock.start();
        time.advance(ofSeconds(2));
        clock.produced();
        exceed(ofSeconds(4), Limit.TOTAL);
        assertThat(timeouts.getFirst())
                .hasMessage("CQRS00807: 'Live' did not end within PT10S, with 2 items so far; the limit is"
                        + " StreamTimeout/total");
    }

    @Test
    void workOnOneItemIsAddedUpAcrossWaiting() {
        SourceClock clock = started(ZERO, ofSeconds(2), ZERO);
        clock.produced();
        time.advance(ofMillis(1500));
        clock.stop();
        time.advance(ofSeconds(500));
        clock.start();
        exceed(ofMillis(500), Limit.IDLE);
    }

    @Test
    void theNearestLimitDecides() {
        SourceClock clock = started(ofSeconds(5), ofSeconds(5), ofSeconds(8));
        time.advance(ofSeconds(4));
        clock.produced();
        exceed(ofSeconds(4), Limit.TOTAL);
    }

    @Test
    void oneAlarmServesAllItems() {
        SourceClock clock = started(ofSeconds(1), ofSeconds(1), ofSeconds(100));
        for (int i = 0; i < 50; i++) {
            time.advance(ofMillis(300));
            clock.produced();
            assertThat(time.waiting()).isEqualTo(1);
        }
        clock.stop();
        assertThat(time.waiting()).isZero();
        assertThat(timeouts).isEmpty();
    }

    @Test
    void onceStoppedNothingIsMeasured() {
        SourceClock clock = started(ofSeconds(1), ofSeconds(1), ZERO);
        clock.stop();
        clock.stop();
        clock.produced();
        time.advance(ofSeconds(100));
        assertThat(timeouts).isEmpty();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void startingTwiceChangesNothing() {
        SourceClock clock = started(ofSeconds(1), ZERO, ZERO);
        time.advance(ofMillis(600));
        clock.start();
        exceed(ofMillis(400), Limit.FIRST_ITEM);
    }

    @Test
    void withoutLimitsItNeverLooksAtTheTime() {
        SourceClock clock = started(ZERO, ZERO, ZERO);
        clock.produced();
        assertThat(time.waiting()).isZero();
        clock.stop();
    }

    @Test
    void limitsAreChecked() {
        assertThatThrownBy(() -> new Limits(ofMillis(-1), ZERO, ZERO)).hasMessageContaining("firstItem = PT-0.001S");
        assertThatThrownBy(() -> new Limits(ZERO, ofMillis(-1), ZERO)).hasMessageContaining("idle = PT-0.001S");
        assertThatThrownBy(() -> new Limits(ZERO, ZERO, ofMillis(-1))).hasMessageContaining("total = PT-0.001S");
        assertThatThrownBy(() -> new Limits(ZERO, ZERO, ofSeconds(Long.MAX_VALUE / 1_000_000_000L)))
                .hasMessageContaining("292 years");
    }
}
