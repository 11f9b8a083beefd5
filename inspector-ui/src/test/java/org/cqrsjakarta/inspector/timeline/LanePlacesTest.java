package org.cqrsjakarta.inspector.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.cqrsjakarta.inspector.protocol.StreamEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanePlacesTest {

    private static final long START = 1_000_000_000;
    private static final int WIDTH = 200;

    /** A pixel is a millisecond. */
    private static final Viewport VIEWPORT = new Viewport(START, START + WIDTH * 1_000L);

    private final History history = new History(Bounds.DEFAULT);
    private final LanePlaces places = new LanePlaces();

    private static Event.Switchover switchover(long at, String to) {
        return new Event.Switchover(START + at, "a", 5, "x", to, "IOException");
    }

    private void find(double height, Event... events) {
        history.accept(new RecordedMessage("q", -1, new Message.Batch(List.of(events))));
        places.find(history.lanes().getFirst(), VIEWPORT, WIDTH, START + 190_000, new LaneLayout(height, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 7, 6, 1, 0.01})
    void aFallbackThatWasAtItForAMomentCanBeSeen(double height) {
        find(
                height,
                new Event.Started(START, "a", "Q", "Live"),
                switchover(50_000, "Cached"),
                switchover(50_010, "Stored"),
                new Event.Ended(START + 50_020, "a", 9, StreamEnd.COMPLETED, null));
        int shape = height >= LaneLayout.WITH_SHAPES ? Glyph.SIZE / 2 + 1 : 0;
        int least = shape == 0 ? 4 : LanePlaces.VISIBLE;
        assertThat(places.from(1)).as("where it switched over").isEqualTo(50);
        assertThat(places.from(2) - shape - (places.from(1) + shape)).isGreaterThanOrEqualTo(least);
        assertThat(places.to(2) - (places.from(2) + shape)).isGreaterThanOrEqualTo(least);
        assertThat(places.end() - shape).isGreaterThanOrEqualTo(places.to(2));
    }

    @Test
    void whatIsWideEnoughStandsWhereItsTimesAre() {
        find(
                20,
                new Event.Started(START, "a", "Q", "Live"),
                switchover(50_000, "Cached"),
                switchover(100_000, "Stored"),
                new Event.Ended(START + 150_000, "a", 9, StreamEnd.COMPLETED, null));
        assertThat(List.of(places.from(0), places.from(1), places.from(2), places.end()))
                .containsExactly(0, 50, 100, 150);
    }

    @Test
    void aStreamWithoutAFallbackIsAsShortAsItIs() {
        find(
                20,
                new Event.Started(START, "a", "Q", "Live"),
                new Event.Ended(START + 10, "a", 9, StreamEnd.COMPLETED, null));
        assertThat(places.end()).isZero();
    }

    @Test
    void whatCoversALaneLeavesSomethingOfEachFallback() {
        find(20, new Event.Started(START, "a", "Q", "Live"), switchover(50_000, "Cached"));
        List<String> covered = new ArrayList<>();
        places.cover(20, 190, (x0, x1) -> covered.add(x0 + "-" + x1));
        places.cover(52, 60, (x0, x1) -> covered.add("nothing"));
        places.cover(100, 120, (x0, x1) -> covered.add(x0 + "-" + x1));
        int kept = 50 + Glyph.SIZE / 2 + 1 + LanePlaces.VISIBLE;
        assertThat(covered).containsExactly("20-50", kept + "-190", "100-120");
    }
}
