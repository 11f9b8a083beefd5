package org.cqrsjakarta.inspector.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.cqrsjakarta.inspector.protocol.StreamEnd;
import org.cqrsjakarta.inspector.protocol.StreamFacts;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final long SECOND = 1_000_000;
    private static final long START = 1_000 * SECOND;

    private final History history = new History(Bounds.DEFAULT);

    private void hello(String server, long clock, long received, String recorder, boolean resumed) {
        history.accept(new RecordedMessage(
                server, received, new Message.Hello(1, "n", "a", "s", clock, recorder, false, resumed)));
    }

    private void tell(String server, Event... events) {
        history.accept(new RecordedMessage(server, -1, new Message.Batch(List.of(events))));
    }

    private StreamLane lane(String id) {
        return history.lanes().stream()
                .filter(lane -> lane.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void followsAStreamAcrossItsSwitchover() {
        tell(
                "q",
                new Event.Started(START, "a", "Q", "Live"),
                new Event.FirstItem(START + 10, "a", "Live"),
                new Event.Switchover(START + 20, "a", 5, "Live", "Stored", "IOException"),
                new Event.TookOver(START + 25, "a", 5, "Stored", 5),
                new Event.Ended(START + 90, "a", 9, StreamEnd.COMPLETED, null));
        StreamLane lane = lane("a");
        assertThat(lane.segments()).extracting(Segment::handler).containsExactly("Live", "Stored");
        assertThat(lane.longestGap()).isEqualTo(5);
        assertThat(lane.position()).isEqualTo(9);
        assertThat(lane.state()).isEqualTo(LaneState.COMPLETED);
        Figures.Sums sums = history.figures().between(START, START + SECOND);
        assertThat(sums.started()).isEqualTo(1);
        assertThat(sums.switchovers()).isEqualTo(1);
        assertThat(sums.primaryItems()).isEqualTo(5);
        assertThat(sums.fallbackItems()).isEqualTo(4);
        assertThat(sums.gaps().percentile(0.5)).isEqualTo(5);
    }

    @Test
    void putsTwoServersWithDifferentClocksOnOneAxis() {
        hello("one", START, START, "r1", false);
        hello("two", START + 3 * SECOND, START, "r2", false);
        tell("one", new Event.Started(START + 10, "a", "Q", "Live"));
        tell("two", new Event.Started(START + 3 * SECOND + 10, "b", "Q", "Live"));
        assertThat(lane("a").started()).isEqualTo(lane("b").started());
        assertThat(history.server("two").offset()).isEqualTo(-3 * SECOND);
    }

    @Test
    void doesNotTakeALatePositionForAnotherStream() {
        tell(
                "q",
                new Event.Started(START, "a", "Q", "Live"),
                new Event.Ended(START + 90, "a", 9, StreamEnd.COMPLETED, null),
                new Event.Progress(START + 91, "a", 8));
        assertThat(history.lanes()).hasSize(1);
        assertThat(history.server("q").openStreams()).isZero();
    }

    @Test
    void givesAnUnknownStreamALaneWithoutABeginning() {
        tell("q", new Event.Switchover(START, "x", 3, "Live", "Stored", "IOException"));
        assertThat(lane("x").isSeenFromItsStart()).isFalse();
        assertThat(lane("x").segments()).extracting(Segment::handler).containsExactly("Live", "Stored");
    }

    @Test
    void marksADisconnectionUntilTheServerIsBack() {
        hello("q", START, START, "r", false);
        history.disconnected("q", START + 10);
        assertThat(history.marks())
                .singleElement()
                .satisfies(mark -> assertThat(mark.isOpen()).isTrue());
        hello("q", START + 50, START + 50, "r", false);
        assertThat(history.marks()).containsExactly(new Mark("q", START, START + 50, Mark.Kind.DISCONNECTED, 0));
    }

    /** What is merely quiet gives signs of life. */
    @Test
    void countsASignOfLifeAsHavingHeardOfTheServer() {
        hello("q", START, START, "r", false);
        history.accept(new RecordedMessage("q", START + 15 * SECOND, new Message.Heard()));
        history.accept(new RecordedMessage("q", START + 30 * SECOND, new Message.Heard()));
        assertThat(history.server("q").lastHeard()).isEqualTo(START + 30 * SECOND);
        history.disconnected("q", START + 31 * SECOND);
        hello("q", START + 32 * SECOND, START + 32 * SECOND, "r", false);
        assertThat(history.marks())
                .containsExactly(new Mark("q", START + 30 * SECOND, START + 32 * SECOND, Mark.Kind.DISCONNECTED, 0));
    }

    @Test
    void holdsAStreamUntilItsClientIsBack() {
        tell(
                "q",
                new Event.Started(START, "a", "Q", "Live"),
                new Event.Progress(START + SECOND, "a", 5),
                new Event.Progress(START + 2 * SECOND, "a", 6, true));
        StreamLane lane = lane("a");
        assertThat(lane.state()).isEqualTo(LaneState.HELD);
        assertThat(lane.heldSince()).isEqualTo(START + 2 * SECOND);
        tell("q", new Event.Progress(START + 9 * SECOND, "a", 6));
        assertThat(lane.state()).isEqualTo(LaneState.RUNNING);
        assertThat(lane.holds()).isEqualTo(1);
        assertThat(lane.holdFrom(0)).isEqualTo(START + 2 * SECOND);
        assertThat(lane.holdTo(0)).isEqualTo(START + 9 * SECOND);
        tell("q", new Event.Progress(START + 10 * SECOND, "a", 7));
        assertThat(lane.stalls()).as("what is held does not stall").isZero();
        assertThat(lane.recentProgress())
                .as("looks at which it had got further")
                .hasSize(6);
        tell("q", new Event.Progress(START + 11 * SECOND, "a", 7, true));
        tell("q", new Event.Ended(START + 19 * SECOND, "a", 7, StreamEnd.LEFT, null));
        assertThat(lane.state()).isEqualTo(LaneState.LEFT);
        assertThat(lane.holds()).isEqualTo(2);
        assertThat(lane.holdTo(1)).isEqualTo(START + 19 * SECOND);
        assertThat(lane.stalls()).isZero();
    }

    @Test
    void learnsFromASnapshotWhatIsHeld() {
        hello("q", START, START, "r", false);
        history.accept(new RecordedMessage(
                "q",
                START + 5,
                new Message.Snapshot(
                        START + 5,
                        List.of(),
                        List.of(
                                new StreamFacts("a", "Q", START, List.of("Live"), 2, true),
                                new StreamFacts("b", "Q", START, List.of("Live"), 2)))));
        assertThat(lane("a").state()).isEqualTo(LaneState.HELD);
        assertThat(lane("b").state()).isEqualTo(LaneState.RUNNING);
        assertThat(history.server("q").openStreams()).isEqualTo(2);
    }

    @Test
    void leavesNoMarkWhenTheFeedGoesOnWhereItWas() {
        hello("q", START, START, "r", false);
        history.disconnected("q", START + 10);
        hello("q", START + 50, START + 50, "r", true);
        assertThat(history.marks()).isEmpty();
    }

    @Test
    void doesNotKnowTheEndOfAStreamThatASnapshotHasNotAnyMore() {
        hello("q", START, START, "r", false);
        tell("q", new Event.Started(START + 1, "a", "Q", "Live"), new Event.Started(START + 2, "b", "Q", "Live"));
        history.accept(new RecordedMessage(
                "q",
                START + SECOND,
                new Message.Snapshot(
                        START + SECOND,
                        List.of(),
                        List.of(new StreamFacts("b", "Q", START + 2, List.of("Live", "Stored"), 7)))));
        assertThat(lane("a").state()).isEqualTo(LaneState.UNKNOWN);
        assertThat(lane("b").state()).isEqualTo(LaneState.RUNNING);
        assertThat(lane("b").switchovers()).isEqualTo(1);
        assertThat(lane("b").position()).isEqualTo(7);
    }

    @Test
    void endsTheStreamsOfAnApplicationThatStartedAnew() {
        hello("q", START, START, "r", false);
        tell("q", new Event.Started(START + 1, "a", "Q", "Live"));
        hello("q", START + SECOND, START + SECOND, "another", false);
        assertThat(lane("a").state()).isEqualTo(LaneState.UNKNOWN);
        assertThat(history.server("q").openStreams()).isZero();
    }

    @Test
    void notesAStallBetweenTwoItems() {
        tell(
                "q",
                new Event.Started(START, "a", "Q", "Live"),
                new Event.FirstItem(START + 10, "a", "Live"),
                new Event.Progress(START + 3 * SECOND, "a", 2));
        assertThat(lane("a").stalls()).isEqualTo(1);
        assertThat(lane("a").stallFrom(0)).isEqualTo(START + 10);
        assertThat(lane("a").stallTo(0)).isEqualTo(START + 3 * SECOND);
    }

    @Test
    void keepsWithinItsBoundsAndCountsWhatMadeWay() {
        History small = new History(new Bounds(100, Long.MAX_VALUE / 4, 10, 10));
        for (int i = 0; i < 1_000; i++) {
            small.accept(new RecordedMessage(
                    "q",
                    -1,
                    new Message.Batch(List.of(
                            new Event.Started(START + i, "s" + i, "Q", "Live"),
                            new Event.Ended(START + i, "s" + i, 0, StreamEnd.FAILED, "IOException")))));
        }
        small.age(START + 1_000);
        assertThat(small.lanes().size()).isLessThanOrEqualTo(113);
        assertThat(small.evicted() + small.lanes().size()).isEqualTo(1_000);
        assertThat(small.lanes().getLast().id()).isEqualTo("s999");
        assertThat(small.incidents()).hasSize(10);
    }
}
