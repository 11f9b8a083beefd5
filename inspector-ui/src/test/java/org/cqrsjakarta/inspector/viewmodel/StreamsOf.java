package org.cqrsjakarta.inspector.viewmodel;

import java.util.List;
import org.cqrsjakarta.inspector.history.Bounds;
import org.cqrsjakarta.inspector.history.History;
import org.cqrsjakarta.inspector.history.StreamLane;
import org.cqrsjakarta.inspector.protocol.Event;
import org.cqrsjakarta.inspector.protocol.Message;
import org.cqrsjakarta.inspector.protocol.RecordedMessage;
import org.cqrsjakarta.inspector.protocol.StreamEnd;

/** A history of three streams: one without trouble, one that has switched over, one that has failed. */
final class StreamsOf {

    static final long SECOND = 1_000_000;
    static final long START = 1_000 * SECOND;

    private StreamsOf() {}

    static History history() {
        History history = new History(Bounds.DEFAULT);
        tell(
                history,
                "north",
                new Event.Started(START, "calm", "shop.Items", "Live"),
                new Event.Ended(START + SECOND, "calm", 1_234, StreamEnd.COMPLETED, null),
                new Event.Started(START, "moved", "shop.Items", "Live"),
                new Event.Switchover(START + SECOND, "moved", 2, "Live", "Cached", "java.io.IOException"),
                new Event.TookOver(START + SECOND + 400, "moved", 2, "Cached", 400),
                new Event.Ended(START + 8 * SECOND, "moved", 5, StreamEnd.COMPLETED, null));
        tell(
                history,
                "south",
                new Event.Started(START, "broken", "shop.Prices", "Prices"),
                new Event.Ended(START + SECOND, "broken", 0, StreamEnd.FAILED, "shop.SoldOutException"));
        return history;
    }

    static void tell(History history, String server, Event... events) {
        history.accept(new RecordedMessage(server, -1, new Message.Batch(List.of(events))));
    }

    static StreamLane lane(History history, String id) {
        return history.lanes().stream()
                .filter(lane -> lane.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
