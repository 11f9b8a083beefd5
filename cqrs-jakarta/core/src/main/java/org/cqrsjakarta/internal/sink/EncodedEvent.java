package org.cqrsjakarta.internal.sink;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** An event as it goes over the wire, for {@link EncodedEventWriter}: to anybody else there is nothing in it. */
final class EncodedEvent implements OutboundSseEvent {

    private final byte[] frame;

    /**
     * Takes an event.
     *
     * @param frame lines, each with its end; is not copied
     */
    EncodedEvent(byte[] frame) {
        this.frame = frame;
    }

    byte[] frame() {
        return frame;
    }

    @Override
    public Class<?> getType() {
        return byte[].class;
    }

    @Override
    public Type getGenericType() {
        return byte[].class;
    }

    @Override
    public MediaType getMediaType() {
        return MediaType.SERVER_SENT_EVENTS_TYPE;
    }

    @Override
    public Object getData() {
        return frame;
    }

    @Override
    public @Nullable String getId() {
        return null;
    }

    @Override
    public @Nullable String getName() {
        return null;
    }

    @Override
    public @Nullable String getComment() {
        return null;
    }

    @Override
    public long getReconnectDelay() {
        return RECONNECT_NOT_SET;
    }

    @Override
    public boolean isReconnectDelaySet() {
        return false;
    }
}
