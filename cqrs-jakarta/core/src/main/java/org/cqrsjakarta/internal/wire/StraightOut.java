package org.cqrsjakarta.internal.wire;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Has frames go out as they are and at once, whatever the application has registered: what compresses, signs or buffers
 * would hold them back, and a client that has left would not be noticed.
 *
 * <p>Three turns of one response. As its first filter, this takes the stream that leads to the client, and gives those
 * that follow one that leads nowhere. As its last one, it looks whether there is still a stream to be written. As the
 * outermost interceptor it writes the entity itself, and lets no other one have it (Jakarta REST 3.1, chapter 6.5.1).
 */
public final class StraightOut {

    /** Filters of responses run from the highest priority to the lowest, interceptors from the lowest to the highest. */
    private static final int FIRST = Integer.MAX_VALUE;

    private static final int LAST = Integer.MIN_VALUE;
    private static final int OUTERMOST = Integer.MIN_VALUE;

    /** Of a sink's response, which its request's own thread begins. */
    private static final String PROPERTY = "org.cqrsjakarta.straight-out";

    /**
     * Of a live response, between its first filter and its last one. It is not kept in its request: the server's thread may
     * still be busy with that one, whose attributes are in a plain map on some servers and get lost when two write there.
     */
    private static final ThreadLocal<@Nullable Way> BEGUN = new ThreadLocal<>();

    private StraightOut() {}

    /** Registers its three parts. */
    public static void registerIn(FeatureContext context) {
        context.register(new First());
        context.register(new Last());
        context.register(new Outermost());
    }

    /**
     * Where a response leads.
     *
     * @param entity what is to be written to it
     * @param out    to the client
     * @param others what everybody else writes to
     */
    record Way(Object entity, OutputStream out, Detour others) {}

    private static @Nullable Way of(Object entity, @Nullable Object property) {
        if (entity instanceof LiveEntity live) {
            return live.way();
        }
        return property instanceof Way way && way.entity() == entity ? way : null;
    }

    @Priority(FIRST)
    private static final class First implements ContainerResponseFilter {

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            BEGUN.remove();
            Object entity = response.getEntity();
            boolean toSink = CallerFilter.deliversToSink(request);
            if (entity instanceof LiveEntity live) {
                Way way = turnOff(live, response);
                live.leadTo(way);
                BEGUN.set(way);
            } else if (entity != null && toSink) {
                request.setProperty(PROPERTY, turnOff(entity, response));
            } else if (request.getProperty(PROPERTY) != null) {
                // Of a response that has failed on its way, and is followed by this one.
                request.removeProperty(PROPERTY);
            }
            if (toSink) {
                LiveResponses.complete(response.getHeaders());
            }
        }

        private static Way turnOff(Object entity, ContainerResponseContext response) {
            Detour others = new Detour();
            Way way = new Way(entity, response.getEntityStream(), others);
            response.setEntityStream(others);
            return way;
        }
    }

    @Priority(LAST)
    private static final class Last implements ContainerResponseFilter {

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            Way begun = BEGUN.get();
            BEGUN.remove();
            Way way = begun == null && request.getProperty(PROPERTY) instanceof Way ofSink ? ofSink : begun;
            if (way != null && response.getEntity() != way.entity()) {
                Object found = response.getEntity();
                WireLog.LOG.entityReplaced(
                        found == null ? "nothing" : found.getClass().getName());
                way.others().leadTo(way.out());
            }
        }
    }

    @Priority(OUTERMOST)
    private static final class Outermost implements WriterInterceptor {

        @Override
        public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
            Way way = of(context.getEntity(), context.getProperty(PROPERTY));
            if (way == null) {
                context.proceed();
                return;
            }
            MultivaluedMap<String, Object> headers = context.getHeaders();
            headers.remove(HttpHeaders.CONTENT_ENCODING);
            headers.remove(HttpHeaders.CONTENT_LENGTH);
            sendHeaders(context.getOutputStream());
            OutputStream out = ServletResponses.watched(context, way.out());
            // What comes later is to go there, too: a sink's events, and the end.
            context.setOutputStream(out);
            if (way.entity() instanceof LiveEntity entity) {
                entity.write(out);
            }
        }

        /**
         * RESTEasy gives a response its headers when the first comes through its own stream, which is not the one that leads to
         * the client: without this they would be missing.
         */
        private static void sendHeaders(OutputStream ofServer) {
            try {
                ofServer.flush();
            } catch (IOException | RuntimeException e) {
                // Of a filter, or a client that is gone: then the next write fails.
                WireLog.LOG.debug("A response's own stream could not be flushed", e);
            }
        }
    }
}
