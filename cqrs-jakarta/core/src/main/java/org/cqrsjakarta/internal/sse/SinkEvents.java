package org.cqrsjakarta.internal.sse;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;

/**
 * Builds the events of one stream for a sink: what {@link FrameEncoder} writes. Not thread-safe, but for
 * {@link #comment}.
 *
 * <p>Sinks write ids and names as they are, and begin a new line of data at each line break, so both are kept free of
 * them here.
 */
final class SinkEvents {

    /** Payloads are text to a sink: as JSON, a server would have its own opinion of how to write them. */
    private static final MediaType TEXT = MediaType.TEXT_PLAIN_TYPE.withCharset(StandardCharsets.UTF_8.name());

    private final Sse sse;
    private final String stream;
    private boolean retryTold;

    /**
     * Creates the builder of a stream's events.
     *
     * @param streamId prefix of all ids: letters, digits, {@code -} and {@code _} only
     */
    SinkEvents(Sse sse, String streamId) {
        this.sse = sse;
        this.stream = FrameEncoder.checked(streamId);
    }

    OutboundSseEvent item(long position, String json) {
        return named("item", json).id(stream + "." + position).build();
    }

    /** An event that is no item, and so has no id. */
    OutboundSseEvent event(String event, String json) {
        return named(event, json).build();
    }

    /** The last event, whose id tells that the client knows the end. */
    OutboundSseEvent end(String event, String json) {
        return named(event, json).id(LastEventId.ofEnd(stream)).build();
    }

    OutboundSseEvent comment(String words) {
        return sse.newEventBuilder().comment(words).build();
    }

    /** The first one tells how long a client waits before it connects again: no sink writes that without data. */
    private OutboundSseEvent.Builder named(String event, String json) {
        OutboundSseEvent.Builder builder = sse.newEventBuilder()
                .name(FrameEncoder.checked(event))
                .mediaType(TEXT)
                .data(String.class, inOneLine(json));
        if (!retryTold) {
            retryTold = true;
            builder.reconnectDelay(SseWriter.RETRY_MILLIS);
        }
        return builder;
    }

    /** Line breaks stand only between the tokens of JSON. */
    private static String inOneLine(String json) {
        return json.replace("\n", "").replace("\r", "");
    }
}
