package org.cqrsjakarta.it.encoding;

import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Set;
import org.cqrsjakarta.rest.SseMediator;

/** {@code GET ticks/response?count=7&silence=true}, and {@code ticks/sink}. */
@Path("ticks")
@Produces(MediaType.SERVER_SENT_EVENTS)
public class TicksResource {

    /** Registers what an application on this server would take to compress its responses, and one filter of its own. */
    @ApplicationPath("")
    public static class Root extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            try {
                return Set.of(
                        TicksResource.class,
                        Compressing.class,
                        Class.forName("org.glassfish.jersey.server.filter.EncodingFilter"),
                        Class.forName("org.glassfish.jersey.message.GZipEncoder"));
            } catch (ClassNotFoundException notJersey) {
                return Set.of(TicksResource.class, Compressing.class);
            }
        }
    }

    @Inject
    private SseMediator mediator;

    @QueryParam("count")
    private int count;

    @QueryParam("silence")
    private boolean silence;

    @GET
    @Path("response")
    public void response(@Suspended AsyncResponse response) {
        mediator.deliver(new Ticks(count, silence), response);
    }

    @GET
    @Path("sink")
    public void sink(@Context SseEventSink sink, @Context Sse sse) {
        mediator.deliverTo(new Ticks(count, silence), sink, sse);
    }

    @GET
    @Path("text")
    @Produces(MediaType.TEXT_PLAIN)
    public String text() {
        return "compressed";
    }
}
