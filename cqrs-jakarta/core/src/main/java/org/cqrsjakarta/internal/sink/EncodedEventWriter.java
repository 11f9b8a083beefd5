package org.cqrsjakarta.internal.sink;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.cqrsjakarta.internal.wire.FrameEncoder;

/**
 * Writes events to Jersey's sinks in the order of lines that {@link FrameEncoder} explains; Jersey's own writer puts the id
 * before the data, and a blank line behind each comment.
 *
 * <p>Jersey asks for the writer of an event's class, and ends whatever that has written by a line feed of its own, which is
 * why the last one is left out here. Other implementations have one writer for all events, so they get events that were
 * built by them.
 */
public final class EncodedEventWriter implements MessageBodyWriter<EncodedEvent> {

    private static final String JERSEY = "org.glassfish.jersey.";

    /** Whether a sink writes events through here. */
    static boolean writesTo(SseEventSink sink) {
        return sink.getClass().getName().startsWith(JERSEY);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == EncodedEvent.class;
    }

    @Override
    public void writeTo(
            EncodedEvent event,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        byte[] frame = event.frame();
        out.write(frame, 0, frame.length - 1);
    }
}
