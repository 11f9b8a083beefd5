package org.cqrsjakarta.it.busy;

import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import org.cqrsjakarta.rest.SseMediator;

/** Streams that take all there is, and one that depends on an alarm. */
@Path("busy")
public class BusyResource {

    /** Puts the resources at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    @Inject
    private SseMediator mediator;

    @GET
    @Path("flood")
    public void flood(@Suspended AsyncResponse response) {
        mediator.deliver(new Flood(), response);
    }

    @GET
    @Path("ring")
    public void ring(@Suspended AsyncResponse response) {
        mediator.deliver(new Ring(System.nanoTime()), response);
    }
}
