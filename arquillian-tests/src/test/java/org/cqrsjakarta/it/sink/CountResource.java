package org.cqrsjakarta.it.sink;

import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.DefaultValue;
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
import org.cqrsjakarta.rest.SseMediator;

/** The same stream in both ways. */
@Path("count")
public class CountResource {

    /** Puts the resources at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    @Inject
    private SseMediator mediator;

    @Inject
    private Account account;

    @QueryParam("items")
    private int items;

    @QueryParam("breaksAt")
    @DefaultValue("-1")
    private int breaksAt;

    @QueryParam("fails")
    private boolean fails;

    @QueryParam("gap")
    private int gap;

    @QueryParam("padding")
    private int padding;

    @GET
    @Path("response")
    public void response(@Suspended AsyncResponse response) {
        mediator.deliver(asked(), response);
    }

    @GET
    @Path("sink")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void sink(@Context SseEventSink sink, @Context Sse sse) {
        mediator.deliverTo(asked(), sink, sse);
    }

    @GET
    @Path("open")
    public String open() {
        return String.valueOf(account.open());
    }

    @GET
    @Path("produced")
    public String produced() {
        return String.valueOf(account.items());
    }

    private Count asked() {
        return new Count(items, breaksAt, fails, gap, padding);
    }
}
