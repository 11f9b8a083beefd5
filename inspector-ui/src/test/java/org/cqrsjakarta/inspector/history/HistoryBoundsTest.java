package org.cqrsjakarta.inspector.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.cqrsjakarta.inspector.protocol.CircuitState;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.Limits;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.cqrsjakarta.inspector.protocol.StreamEnd;
import org.cqrsjakarta.inspector.protocol.StreamFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says takes no more than its share, and nothing of what others have said. */
class HistoryBoundsTest {

    private static final long SECOND = 1_000_000;
    private static final long NOW = 1_700_000_000 * SECOND;

    private final History history = new History(new Bounds(100, 60 * SECOND, 100, 10));

    private void tell(String server, long received, Event... events) {
        history.accept(new RecordedMessage(server, received, new Message.Batch(List.of(events))));
    }

    private void hello(String server, long clock, long received) {
        history.accept(
                new RecordedMessage(server, received, new Message.Hello(1, "n", "a", "s", clock, "r", false, false)));
    }

    @Test
    void streamsThatNeverEndMakeWayEverywhere() {
        for (int i = 0; i < 10_000; i++) {
            tell("q", NOW, new Event.Started(NOW, "s" + i, "Q", "Live"));
        }
        assertThat(history.lanes()).hasSizeLessThanOrEqualTo(113);
        assertThat(history.server("q").openStreams()).isEqualTo(history.lanes().size());
        assertThat(history.evicted()).isEqualTo(10_000 - history.lanes().size());
    }

    @Test
    void aStreamThatMadeWayAndIsHeardOfAgainIsThereAgain() {
        for (int i = 0; i < 300; i++) {
            tell("q", NOW, new Event.Started(NOW, "s" + i, "Q", "Live"));
        }
        tell("q", NOW, new Event.Ended(NOW, "s0", 4, StreamEnd.COMPLETED, null));
        assertThat(history.lanes().getLast().id()).isEqualTo("s0");
        assertThat(history.lanes().getLast().isSeenFromItsStart()).isFalse();
    }

    @Test
    void aServerHasNoMoreCircuitsThanAnApplication() {
        for (int i = 0; i < 10_000; i++) {
            tell("q", NOW, new Event.CircuitChanged(NOW, "c" + i, CircuitState.CLOSED, CircuitState.OPEN));
        }
        assertThat(history.server("q").circuits()).hasSize(500);
    }

    @Test
    void aStreamHasNoMoreStepsThanAChain() {
        for (int i = 1; i < 10_000; i++) {
            tell("q", NOW, new Event.Switchover(NOW + i, "a", i, "x", "y", "E"));
        }
        StreamLane lane = history.lanes().getFirst();
        assertThat(lane.segments()).hasSize(StreamLane.MOST_SEGMENTS);
        assertThat(lane.position()).isEqualTo(9_999);
        history.accept(new RecordedMessage(
                "q",
                NOW,
                new Message.Snapshot(
                        NOW, List.of(), List.of(new StreamFacts("b", "Q", NOW, Collections.nCopies(100, "h"), 1)))));
        assertThat(history.lanes().getLast().segments()).hasSize(StreamLane.MOST_SEGMENTS);
    }

    @Test
    void nothingIsLaterThanWhenItWasHeardOf() {
        hello("good", NOW, NOW);
        hello("bad", NOW, NOW);
        tell("bad", NOW, new Event.Started(Limits.NUMBER, "late", "Q", "Live"));
        tell("bad", NOW, new Event.CircuitChanged(Limits.NUMBER, "c", CircuitState.CLOSED, CircuitState.OPEN));
        assertThat(history.last()).isEqualTo(NOW + 60 * SECOND);
        tell("good", NOW, new Event.Started(NOW, "a", "Q", "Live"));
        assertThat(history.figures().between(NOW, NOW + SECOND).started())
                .as("that a second of the far future is not in the way of this one")
                .isEqualTo(1);
    }

    @Test
    void aServerThatHasBeenThereFor1970DoesNotStretchTheAxis() {
        hello("q", NOW, NOW);
        tell("q", NOW, new Event.Started(0, "old", "Q", "Live"));
        assertThat(history.first()).isEqualTo(NOW - 7 * 24 * 3_600 * SECOND);
    }

    @Test
    void countsThatAreHugeStayCounts() {
        for (int i = 0; i < 3_000; i++) {
            history.accept(new RecordedMessage("q", NOW, new Message.Lost(Limits.NUMBER)));
            tell("q", NOW, new Event.Progress(NOW, "s" + i, Limits.NUMBER));
            tell("q", NOW, new Event.Switchover(NOW, "t" + i, Limits.NUMBER, "x", "y", "E"));
            tell("q", NOW, new Event.TookOver(NOW, "t" + i, 1, "y", Limits.NUMBER));
        }
        assertThat(history.lost()).isEqualTo(Long.MAX_VALUE);
        assertThat(history.marks()).allMatch(mark -> mark.events() > 0);
        Figures.Sums sums = history.figures().between(NOW, NOW + SECOND);
        assertThat(sums.primaryItems()).isPositive();
        assertThat(sums.fallbackShare()).isBetween(0.0, 1.0);
        assertThat(sums.gaps().percentile(0.99)).isPositive();
    }

    @Test
    void incidentsStandInOrderHoweverTheyCome() {
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            tell("q", NOW, new Event.Switchover(NOW - random.nextInt(1_000), "s" + i, 1, "x", "y", "E"));
        }
        assertThat(history.incidents()).hasSize(100).extracting(Incident::at).isSorted();
    }

    /** Events of every kind at random, by a plain count beside it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void staysWithinItsBoundsAndCountsRightWhateverComes(long seed) {
        Random random = new Random(seed);
        long started = 0;
        List<String> running = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String id = "s" + random.nextInt(400);
            long at = random.nextInt(10) == 0 ? random.nextLong(Limits.NUMBER) : NOW + random.nextInt(1_000_000);
            Event event = random(random, id, at);
            boolean isNew = event instanceof Event.Started && !running.contains(id);
            tell("q", NOW, event);
            running.clear();
            history.lanes().stream()
                    .filter(lane -> lane.state() == LaneState.RUNNING)
                    .forEach(lane -> running.add(lane.id()));
            started += isNew ? 1 : 0;
            assertThat(history.lanes()).hasSizeLessThanOrEqualTo(113);
            assertThat(history.incidents()).hasSizeLessThanOrEqualTo(113);
            assertThat(history.server("q").openStreams()).isEqualTo(running.size());
        }
        assertThat(history.events()).isEqualTo(20_000);
        assertThat(history.last()).isLessThanOrEqualTo(NOW + 60 * SECOND);
        assertThat(history.lanes()).allSatisfy(lane -> {
            assertThat(lane.endedOr(NOW)).isGreaterThanOrEqualTo(lane.started());
            assertThat(lane.segments()).isNotEmpty().hasSizeLessThanOrEqualTo(StreamLane.MOST_SEGMENTS);
            assertThat(lane.segments()).extracting(Segment::from).isSorted();
            assertThat(lane.position()).isNotNegative();
        });
        assertThat(history.figures()
                        .between(NOW - 3_000 * SECOND, NOW + 61 * SECOND)
                        .started())
                .isLessThanOrEqualTo(started);
    }

    private static Event random(Random random, String id, long at) {
        long position = random.nextInt(1_000);
        return switch (random.nextInt(6)) {
            case 0, 1 -> new Event.Started(at, id, "Q", "Live");
            case 2 -> new Event.Progress(at, id, position);
            case 3 -> new Event.Switchover(at, id, position, "Live", "Stored", "E");
            case 4 -> new Event.TookOver(at, id, position, "Stored", position);
            default -> new Event.Ended(at, id, position, StreamEnd.values()[random.nextInt(3)], null);
        };
    }
}
