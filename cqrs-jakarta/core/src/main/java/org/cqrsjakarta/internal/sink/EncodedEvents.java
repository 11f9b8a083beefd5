package org.cqrsjakarta.internal.sink;

import jakarta.ws.rs.sse.OutboundSseEvent;
import org.cqrsjakarta.internal.delivery.DeliveryRules;
import org.cqrsjakarta.internal.delivery.StoppingNotice;
import org.cqrsjakarta.internal.wire.FrameEncoder;

/** Events for sinks that write what they are given: byte by byte what a response of {@link FrameEncoder} has. */
final class EncodedEvents implements SinkEvents {

    private final FrameEncoder encoder;
    private final DeliveryRules rules;
    private boolean retryTold;

    EncodedEvents(DeliveryRules rules, String streamId) {
        this.encoder = new FrameEncoder(streamId);
        this.rules = rules;
    }

    @Override
    public OutboundSseEvent item(long position, byte[] line) {
        return withRetry(encoder.item(position, line));
    }

    @Override
    public OutboundSseEvent event(String event, String json) {
        return withRetry(FrameEncoder.event(event, json));
    }

    @Override
    public OutboundSseEvent end(String event, String json) {
        return withRetry(encoder.end(event, json));
    }

    @Override
    public OutboundSseEvent comment() {
        return new EncodedEvent(FrameEncoder.COMMENT);
    }

    @Override
    public OutboundSseEvent stopping() {
        return new EncodedEvent(StoppingNotice.frame(rules.stop().retry()));
    }

    /** In front of the first event: how long a client waits before it connects again. */
    private OutboundSseEvent withRetry(byte[] frame) {
        if (retryTold) {
            return new EncodedEvent(frame);
        }
        retryTold = true;
        byte[] retry = FrameEncoder.retry(rules.responses().retry().toMillis());
        return new EncodedEvent(FrameEncoder.joined(retry, frame));
    }
}
