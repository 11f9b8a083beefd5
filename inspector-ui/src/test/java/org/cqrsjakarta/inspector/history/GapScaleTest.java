package org.cqrsjakarta.inspector.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GapScaleTest {

    @Test
    void everyGapIsInTheClassThatBeginsBelowIt() {
        for (long gap = 0; gap < 100_000_000; gap = gap + 1 + gap / 97) {
            int gapClass = GapScale.classOf(gap);
            assertThat(GapScale.from(gapClass)).isLessThanOrEqualTo(gap);
            assertThat(GapScale.from(gapClass + 1)).isGreaterThan(gap);
        }
    }

    @Test
    void whatIsTooLongIsInTheLastClass() {
        assertThat(GapScale.classOf(Long.MAX_VALUE)).isEqualTo(GapScale.CLASSES - 1);
    }
}
