package org.cqrsjakarta.it.clients;

import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;
import org.cqrsjakarta.rest.SseMediator;

/** Numbers, and the gates that hold them back. */
@Path("count")
public class CountResource {

    /** Puts the resources at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    @Inject
    private SseMediator mediator;

    @Inject
    private Pace pace;

    @GET
    public void count(
            @QueryParam("items") int items,
            @QueryParam("breaksAt") int breaksAt,
            @QueryParam("holdsAt") int holdsAt,
            @QueryParam("gate") String gate,
            @Suspended AsyncResponse response) {
        mediator.deliver(new Count(items, breaksAt, holdsAt, gate), response);
    }

    /** Something else. */
    @GET
    @Path("text")
    @Produces(MediaType.TEXT_PLAIN)
    public String text() {
        return "numbers ".repeat(1000);
    }

    /** Lets the numbers through. */
    @POST
    @Path("gates/{gate}")
    public void open(@PathParam("gate") String gate) {
        pace.open(gate);
    }
}
