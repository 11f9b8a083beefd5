package org.cqrsjakarta.inspector.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ViewportTest {

    private final Viewport viewport = new Viewport(1_000_000, 11_000_000);

    @Test
    void zoomsAroundTheCursor() {
        Viewport closer = viewport.zoomed(0.5, 3_000_000);
        assertThat(closer.span()).isEqualTo(5_000_000);
        assertThat(closer.x(3_000_000, 1_000)).isEqualTo(viewport.x(3_000_000, 1_000));
    }

    @Test
    void staysWithinItsBounds() {
        assertThat(viewport.zoomed(1e-12, 3_000_000).span()).isEqualTo(Viewport.SHORTEST);
        assertThat(viewport.zoomed(1e12, 3_000_000).span()).isEqualTo(Viewport.LONGEST);
    }

    @Test
    void hasLinesAtRoundTimes() {
        assertThat(new TimeAxis(ZoneOffset.UTC).ticks(viewport, 900))
                .extracting(TimeAxis.Tick::label)
                .startsWith("00:00:01", "00:00:02")
                .hasSize(10);
    }

    @Test
    void keepsTheLaneUnderTheCursorWhenLanesGrow() {
        LaneLayout higher = new LaneLayout(10, 50).zoomed(2, 25, 100, 200);
        assertThat(higher.laneAt(25)).isEqualTo(new LaneLayout(10, 50).laneAt(25));
        assertThat(higher.laneHeight()).isEqualTo(20);
    }
}
