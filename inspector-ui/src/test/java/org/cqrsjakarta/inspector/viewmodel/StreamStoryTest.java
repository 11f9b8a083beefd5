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
                .contains("at 2 to Cached, IOException", "gap 400 µs", "completed at 5");
    }

    @Test
    void isAboutARequestAndHasItsIdAmongTheFacts() {
        assertThat(of("moved").title()).isEqualTo("Items");
        assertThat(of("moved").facts()).contains(new StreamStory.Fact("Id", "moved"));
        StreamsOf.tell(history, "north", new Event.Progress(StreamsOf.START, "nameless", 1));
        assertThat(of("nameless").title()).isEqualTo("nameless");
    }

    @Test
    void foldsProgressUntilSomethingElseHappens() {
        StreamsOf.tell(
                history,
                "north",
                new Event.Started(StreamsOf.START, "long", "shop.Items", "Live"),
                new Event.Progress(StreamsOf.START + 100_000, "long", 10),
                new Event.Progress(StreamsOf.START + 200_000, "long", 20),
                new Event.Progress(StreamsOf.START + 300_000, "long", 30),
                new Event.Switchover(StreamsOf.START + 400_000, "long", 33, "Live", "Cached", "java.io.IOException"),
                new Event.Progress(StreamsOf.START + 500_000, "long", 40));
        assertThat(of("long").events())
                .extracting(line -> line.type() + " " + line.words())
                .containsExactly(
                        "started Live",
                        "progress 10 to 30 in 200 ms",
                        "switchover at 33 to Cached, IOException",
                        "progress at 40");
    }

    @Test
    void saysThatAStreamIsHeldAndWasHeld() {
        StreamsOf.tell(
                history,
                "north",
                new Event.Started(StreamsOf.START, "kept", "shop.Items", "Live"),
                new Event.Progress(StreamsOf.START + StreamsOf.SECOND, "kept", 7, true),
                new Event.Progress(StreamsOf.START + 3 * StreamsOf.SECOND, "kept", 7),
                new Event.Progress(StreamsOf.START + 4 * StreamsOf.SECOND, "kept", 8, true));
        assertThat(of("kept").sentence()).isEqualTo("8 from Live, and it is held until its client is back.");
        assertThat(of("kept").facts()).contains(new StreamStory.Fact("State", "held"));
        assertThat(of("kept").events())
                .extracting(line -> line.type() + " " + line.words())
                .contains("held for 2.00 s", "held since then");
    }

    @Test
    void saysWhoWasNotAsked() {
        StreamsOf.tell(
                history,
                "north",
                new Event.Started(StreamsOf.START, "spared", "shop.Items", "Live"),
                new Event.Switchover(
                        StreamsOf.START + 100,
                        "spared",
                        0,
                        "Live",
                        "Cached",
                        "org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException"),
                new Event.Ended(StreamsOf.START + 900, "spared", 4, StreamEnd.COMPLETED, null));
        assertThat(of("spared").sentence())
                .isEqualTo("Live was not asked, its circuit being open; 4 from Cached, to its normal end.");
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
