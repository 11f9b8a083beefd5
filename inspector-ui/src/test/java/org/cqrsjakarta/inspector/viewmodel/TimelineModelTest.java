package org.cqrsjakarta.inspector.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.LaneFilter;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.cqrsjakarta.inspector.protocol.StreamEnd;
import org.junit.jupiter.api.Test;

class TimelineModelTest {

    private static final long SECOND = 1_000_000;
    private static final long START = 1_000 * SECOND;

    private final History history = new History(Bounds.DEFAULT);
    private final TimelineModel model = new TimelineModel(START);

    private void stream(String id, long at, long lasts) {
        history.accept(new RecordedMessage(
                "q",
                -1,
                new Message.Batch(List.of(
                        new Event.Started(at, id, "Q", "Live"),
                        new Event.Ended(at + lasts, id, 3, StreamEnd.COMPLETED, null)))));
    }

    @Test
    void followsNowUntilItIsPaused() {
        model.advance(history, START + 5 * SECOND, 400);
        assertThat(model.viewport().to()).isGreaterThan(START + 5 * SECOND);
        model.pause();
        long stands = model.viewport().to();
        model.advance(history, START + 20 * SECOND, 400);
        assertThat(model.viewport().to()).isEqualTo(stands);
        assertThat(model.behind(START + 20 * SECOND)).isEqualTo(START + 20 * SECOND - stands);
        model.follow(START + 20 * SECOND);
        assertThat(model.behind(START + 20 * SECOND)).isZero();
    }

    @Test
    void showsOnlyStreamsOfTheTimeOnScreenAndOfTheFilter() {
        stream("old", START - 600 * SECOND, SECOND);
        stream("new", START, SECOND);
        model.advance(history, START + 2 * SECOND, 400);
        assertThat(model.lanes()).extracting(StreamLane::id).containsExactly("new");
        model.showAll(history, START + 2 * SECOND);
        model.advance(history, START + 2 * SECOND, 400);
        assertThat(model.lanes()).extracting(StreamLane::id).containsExactly("new", "old");
        model.filter(new LaneFilter(
                "OL",
                LaneFilter.ALL.states(),
                LaneFilter.ALL.handlers(),
                LaneFilter.ALL.reasons(),
                LaneFilter.ALL.servers(),
                0,
                false));
        model.advance(history, START + 2 * SECOND, 400);
        assertThat(model.lanes()).extracting(StreamLane::id).containsExactly("old");
    }

    @Test
    void walksDownTheLanesAndHasTheChosenOneOnScreen() {
        for (int i = 0; i < 100; i++) {
            stream("s" + i, START + i * 1_000, SECOND);
        }
        model.advance(history, START + 2 * SECOND, 200);
        model.zoomLanes(1_000, 0);
        model.selectBy(1);
        assertThat(model.selected()).map(StreamLane::id).contains("s99");
        for (int i = 0; i < 20; i++) {
            model.selectBy(1);
        }
        assertThat(model.selected()).map(StreamLane::id).contains("s79");
        double top = model.layout().top(20);
        assertThat(top).isBetween(0.0, 200 - model.layout().laneHeight());
    }

    @Test
    void zoomsAroundTheCursorWhereItDoesNotFollow() {
        model.pause();
        long around = model.viewport().from() + model.viewport().span() / 4;
        double before = model.viewport().x(around, 1000);
        model.zoom(0.5, around, START);
        assertThat(model.viewport().x(around, 1000)).isEqualTo(before);
        assertThat(model.viewport().span()).isEqualTo(TimelineModel.FIRST_SPAN / 2);
    }
}
