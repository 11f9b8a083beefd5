package org.cqrsjakarta.inspector.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.StreamEnd;
import org.cqrsjakarta.inspector.timeline.TimeAxis;
import org.junit.jupiter.api.Test;

class StreamStoryTest {

    private final History history = StreamsOf.history();

    private StreamStory of(String id) {
        return StreamStory.of(
                StreamsOf.lane(history, id),
                history,
                StreamsOf.START + 10 * StreamsOf.SECOND,
                new TimeAxis(ZoneOffset.UTC));
    }

    @Test
    void saysInASentenceWhatBecameOfIt() {
        assertThat(of("calm").sentence()).isEqualTo("1,234 from Live, to its normal end.");
        assertThat(of("moved").sentence())
                .isEqualTo("2 from Live, then IOException; 3 from Cached, to its normal end.");
        assertThat(of("broken").sentence()).isEqualTo("0 from Prices, then SoldOutException.");
    }

    @Test
    void listsItsEventsInTheirOrder() {
        assertThat(of("moved").events())
                .extracting(StreamStory.Line::type)
                .containsExactly("started", "switchover", "took-over", "stalled", "ended");
        assertThat(of("moved").events())
                .extracting(StreamStory.Line::words)
                .contains("at 2 to Cached, java.io.IOException", "gap 400 µs", "completed at 5");
    }

    @Test
    void namesThoseThatLostAHandlerWithinATenthOfASecond() {
        StreamsOf.tell(
                history,
                "south",
                new Event.Started(StreamsOf.START, "near", "Q", "Live"),
                new Event.Ended(
                        StreamsOf.START + StreamsOf.SECOND + StreamStory.INSTANT,
                        "near",
                        1,
                        StreamEnd.FAILED,
                        "java.io.IOException"),
                new Event.Started(StreamsOf.START, "far", "Q", "Live"),
                new Event.Ended(
                        StreamsOf.START + StreamsOf.SECOND + StreamStory.INSTANT + 1,
                        "far",
                        1,
                        StreamEnd.FAILED,
                        "java.io.IOException"));
        assertThat(of("moved").neighbours()).extracting(StreamLane::id).containsExactlyInAnyOrder("broken", "near");
        assertThat(of("calm").neighbours()).isEmpty();
    }
}
