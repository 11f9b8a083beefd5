package org.cqrsjakarta.inspector.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.timeline.TimeAxis;
import org.junit.jupiter.api.Test;

class StreamTableTest {

    private static final long NOW = StreamsOf.START + 10 * StreamsOf.SECOND;

    @Test
    void isWrittenAsCsvWithEverythingThatIsKnown() {
        History history = StreamsOf.history();
        assertThat(StreamTable.csv(List.of(StreamsOf.lane(history, "moved")), NOW))
                .isEqualTo("stream,server,request,state,started,ended,durationMicros,items,handlers,switchovers,"
                        + "longestGapMicros,stalls,reasons\n"
                        + "moved,north,shop.Items,COMPLETED,1970-01-01T00:16:40Z,1970-01-01T00:16:48Z,8000000,5,"
                        + "Live > Cached,1,400,1,java.io.IOException\n");
    }

    @Test
    void leavesEmptyWhatHasNotHappened() {
        History history = new History(Bounds.DEFAULT);
        StreamsOf.tell(history, "q", new Event.Started(StreamsOf.START, "a", "Q", "Live"));
        assertThat(StreamTable.csv(history.lanes(), NOW))
                .endsWith("\na,q,Q,RUNNING,1970-01-01T00:16:40Z,,10000000,0,Live,0,,0,\n");
    }

    @Test
    void quotesWhatWouldBreakARowOrRunInASpreadsheet() {
        History history = new History(Bounds.DEFAULT);
        StreamsOf.tell(history, "q", new Event.Started(StreamsOf.START, "=HYPERLINK(1)", "a,\"b\"\nc", "@Live"));
        assertThat(StreamTable.csv(history.lanes(), NOW))
                .contains("\n'=HYPERLINK(1),q,\"a,\"\"b\"\"\nc\",", ",'@Live,");
    }

    @Test
    void isOnScreenInWordsForHumans() {
        History history = StreamsOf.history();
        List<String> cells = StreamTable.columns(new TimeAxis(ZoneOffset.UTC), () -> NOW).stream()
                .map(column -> column.value().apply(StreamsOf.lane(history, "moved")))
                .toList();
        assertThat(cells)
                .containsExactly(
                        "Items",
                        "moved",
                        "north",
                        "completed",
                        "00:16:40.000",
                        "8.00 s",
                        "5",
                        "Live → Cached",
                        "400 µs",
                        "IOException");
    }
}
