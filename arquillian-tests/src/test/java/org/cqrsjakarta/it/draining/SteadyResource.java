package org.cqrsjakarta.it.draining;

import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import org.cqrsjakarta.rest.SseMediator;

/** {@code GET steady?count=7}. */
@Path("steady")
public class SteadyResource {

    /** Puts the resource at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    @Inject
    private SseMediator mediator;

    @GET
    public void stream(@QueryParam("count") int count, @Suspended AsyncResponse response) {
        mediator.deliver(new Steady(count), response);
    }
}
