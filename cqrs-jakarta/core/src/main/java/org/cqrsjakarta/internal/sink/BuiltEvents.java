package org.cqrsjakarta.internal.sink;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import org.cqrsjakarta.internal.delivery.DeliveryRules;
import org.cqrsjakarta.internal.delivery.StoppingNotice;
import org.cqrsjakarta.internal.wire.FrameEncoder;
import org.cqrsjakarta.internal.wire.LastEventId;

/**
 * Events that the server builds and writes: the same fields as {@link FrameEncoder}'s, in an order that is the server's.
 *
 * <p>Sinks write ids and names as they are, so both are kept free of line breaks here; and they begin a new line of data at
 * each line break, which payloads have none of.
 */
final class BuiltEvents implements SinkEvents {

    /** Payloads are text to a sink: as JSON, a server would have its own opinion of how to write them. */
    private static final MediaType TEXT = MediaType.TEXT_PLAIN_TYPE.withCharset(StandardCharsets.UTF_8.name());

    private final Sse sse;
    private final DeliveryRules rules;
    private final String stream;
    private boolean retryTold;

    BuiltEvents(Sse sse, DeliveryRules rules, String streamId) {
        this.sse = sse;
        this.rules = rules;
        this.stream = FrameEncoder.checked(streamId);
    }

    @Override
    public OutboundSseEvent item(long position, byte[] line) {
        return named("item", new String(line, StandardCharsets.UTF_8))
                .id(stream + "." + position)
                .build();
    }

    @Override
    public OutboundSseEvent event(String event, String json) {
        return named(event, json).build();
    }

    @Override
    public OutboundSseEvent end(String event, String json) {
        return named(event, json).id(LastEventId.ofEnd(stream)).build();
    }

    @Override
    public OutboundSseEvent comment() {
        return sse.newEventBuilder().comment("").build();
    }

    /** Without a time: no sink writes that without data. */
    @Override
    public OutboundSseEvent stopping() {
        return sse.newEventBuilder().comment(StoppingNotice.WORDS).build();
    }

    /** The first one tells how long a client waits before it connects again, for the same reason. */
    private OutboundSseEvent.Builder named(String event, String json) {
        OutboundSseEvent.Builder builder = sse.newEventBuilder()
                .name(FrameEncoder.checked(event))
                .mediaType(TEXT)
                .data(String.class, json);
        if (!retryTold) {
            retryTold = true;
            builder.reconnectDelay(rules.responses().retry().toMillis());
        }
        return builder;
    }
}
