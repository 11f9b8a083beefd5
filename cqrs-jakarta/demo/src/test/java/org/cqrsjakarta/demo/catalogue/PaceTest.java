package org.cqrsjakarta.demo.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against a clock that only sleep moves. */
class PaceTest {

    private static final long MILLI = 1_000_000;

    private final List<Long> slept = new ArrayList<>();
    private long now = 5;

    private Pace pace(double rate, long free) {
        return new Pace(rate, free, () -> now, nanos -> {
            slept.add(nanos);
            now += Math.max(0, nanos);
        });
    }

    @Test
    void theFirstRowComesAtOnceAndEachNextOneWhenItIsDue() throws InterruptedException {
        Pace pace = pace(50, 0);
        pace.await();
        pace.await();
        now += 5 * MILLI;
        pace.await();
        assertThat(slept).containsExactly(0L, 20 * MILLI, 15 * MILLI);
    }

    @Test
    void aRateOfZeroNeverWaits() throws InterruptedException {
        Pace pace = pace(0, 0);
        for (int i = 0; i < 100; i++) {
            pace.await();
        }
        assertThat(slept).isEmpty();
    }

    @Test
    void rowsThatNobodyWillSeeAreNotWaitedFor() throws InterruptedException {
        Pace pace = pace(50, 3);
        for (int i = 0; i < 5; i++) {
            pace.await();
        }
        assertThat(slept).containsExactly(0L, 20 * MILLI);
    }

    @Test
    void aPaceThatWasHeldUpMakesGoodATenthOfASecondAtMost() throws InterruptedException {
        Pace pace = pace(100, 0);
        pace.await();
        now += 10_000 * MILLI;
        for (int i = 0; i < 13; i++) {
            pace.await();
        }
        assertThat(slept.stream().filter(nanos -> nanos > 0)).isNotEmpty();
        assertThat(now).isLessThanOrEqualTo(5 + (10_000 + 30) * MILLI);
        assertThat(now).isGreaterThan(5 + 10_000 * MILLI);
    }
}
