package org.cqrsjakarta.it.http2;

import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import org.cqrsjakarta.rest.SseMediator;

/** Streams that belong together, and how many of them are open. */
@Path("together/{round}")
public class TogetherResource {

    /** Leaves the context root to the page. */
    @ApplicationPath("api")
    public static class Root extends Application {}

    @Inject
    private SseMediator mediator;

    @Inject
    private Rounds rounds;

    @GET
    public void stream(
            @PathParam("round") String round,
            @QueryParam("streams") int streams,
            @QueryParam("items") int items,
            @QueryParam("size") int size,
            @QueryParam("patience") long patienceMillis,
            @Suspended AsyncResponse response) {
        mediator.deliver(new Together(round, streams, items, size, patienceMillis), response);
    }

    @GET
    @Path("account")
    public String account(@PathParam("round") String round) {
        return rounds.account(round);
    }
}
