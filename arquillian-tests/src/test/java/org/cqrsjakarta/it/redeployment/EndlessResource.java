package org.cqrsjakarta.it.redeployment;

import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import org.cqrsjakarta.rest.SseMediator;

/** Numbers by the library. */
@Path("numbers")
public class EndlessResource {

    /** Puts the resources at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    @Inject
    private SseMediator mediator;

    @GET
    public void numbers(
            @QueryParam("gap") long gapMillis, @QueryParam("padding") int padding, @Suspended AsyncResponse response) {
        if (Canary.sings()) {
            mediator.deliver(new Endless(gapMillis, padding), response);
        }
    }

    /** How many padded numbers were given, in all. */
    @GET
    @Path("padded")
    public long padded() {
        return EndlessSource.padded();
    }
}
