package org.cqrsjakarta.internal.sink;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.cqrsjakarta.internal.delivery.DeliveryRules;

/** Makes the events of one stream for a sink. Not thread-safe, but for {@link #comment} and {@link #stopping}. */
interface SinkEvents {

    /**
     * Finds out what can be had of a sink.
     *
     * @param sink     where the events go
     * @param sse      the server's own builder of events
     * @param rules    how long clients wait before they come back
     * @param streamId prefix of all ids: letters, digits, {@code -} and {@code _} only
     */
    static SinkEvents of(SseEventSink sink, Sse sse, DeliveryRules rules, String streamId) {
        return EncodedEventWriter.writesTo(sink)
                ? new EncodedEvents(rules, streamId)
                : new BuiltEvents(sse, rules, streamId);
    }

    /**
     * An item.
     *
     * @param line JSON in UTF-8, without a line break
     */
    OutboundSseEvent item(long position, byte[] line);

    /**
     * An event that is no item, and so has no id.
     *
     * @param json without a line break
     */
    OutboundSseEvent event(String event, String json);

    /**
     * The last event, whose id tells that the client knows the end.
     *
     * @param json without a line break
     */
    OutboundSseEvent end(String event, String json);

    OutboundSseEvent comment();

    /** Tells that the application stops. */
    OutboundSseEvent stopping();
}
