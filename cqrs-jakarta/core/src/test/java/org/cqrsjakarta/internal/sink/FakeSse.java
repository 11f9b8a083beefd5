package org.cqrsjakarta.internal.sink;

import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import java.lang.reflect.Type;

/** Makes events that can be read as a client would. */
public final class FakeSse implements Sse {

    @Override
    public OutboundSseEvent.Builder newEventBuilder() {
        return new Builder();
    }

    @Override
    public SseBroadcaster newBroadcaster() {
        throw new UnsupportedOperationException();
    }

    /** What goes over the wire, as servers write it: without escaping anything. */
    public static String frameOf(OutboundSseEvent event) {
        StringBuilder frame = new StringBuilder();
        if (event.getComment() != null) {
            frame.append(": ").append(event.getComment()).append('\n');
        }
        if (event.getId() != null) {
            frame.append("id: ").append(event.getId()).append('\n');
        }
        if (event.getName() != null) {
            frame.append("event: ").append(event.getName()).append('\n');
        }
        if (event.isReconnectDelaySet()) {
            frame.append("retry: ").append(event.getReconnectDelay()).append('\n');
        }
        if (event.getData() != null) {
            String data = event.getData().toString();
            frame.append("data: ").append(data.replace("\n", "\ndata: ")).append('\n');
        }
        return frame.append('\n').toString();
    }

    private record Event(
            String id,
            String name,
            long reconnectDelay,
            MediaType mediaType,
            String comment,
            Class<?> type,
            Object data)
            implements OutboundSseEvent {

        @Override
        public Class<?> getType() {
            return type;
        }

        @Override
        public Type getGenericType() {
            return type;
        }

        @Override
        public MediaType getMediaType() {
            return mediaType;
        }

        @Override
        public Object getData() {
            return data;
        }

        @Override
        public String getId() {
            return id;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getComment() {
            return comment;
        }

        @Override
        public long getReconnectDelay() {
            return reconnectDelay;
        }

        @Override
        public boolean isReconnectDelaySet() {
            return reconnectDelay > RECONNECT_NOT_SET;
        }
    }

    private static final class Builder implements OutboundSseEvent.Builder {

        private String id;
        private String name;
        private long reconnectDelay = OutboundSseEvent.RECONNECT_NOT_SET;
        private MediaType mediaType;
        private String comment;
        private Class<?> type;
        private Object data;

        @Override
        public Builder id(String value) {
            id = value;
            return this;
        }

        @Override
        public Builder name(String value) {
            name = value;
            return this;
        }

        @Override
        public Builder reconnectDelay(long milliseconds) {
            reconnectDelay = milliseconds;
            return this;
        }

        @Override
        public Builder mediaType(MediaType value) {
            mediaType = value;
            return this;
        }

        @Override
        public Builder comment(String value) {
            comment = value;
            return this;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Builder data(Class value, Object content) {
            type = value;
            data = content;
            return this;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Builder data(GenericType value, Object content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Builder data(Object content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OutboundSseEvent build() {
            if (comment == null && data == null) {
                throw new IllegalStateException("neither data nor a comment");
            }
            if (reconnectDelay > OutboundSseEvent.RECONNECT_NOT_SET && data == null) {
                throw new IllegalStateException("servers leave out what has no data");
            }
            return new Event(id, name, reconnectDelay, mediaType, comment, type, data);
        }
    }
}
