package org.cqrsjakarta.it.leaving;

import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import org.cqrsjakarta.Circuits;
import org.cqrsjakarta.rest.SseMediator;

/** Ticks, and what became of their handlers. */
@Path("ticks")
public class TickResource {

    /** Puts the resources at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    @Inject
    private SseMediator mediator;

    @Inject
    private Circuits circuits;

    @Inject
    private Account account;

    @GET
    public void ticks(
            @QueryParam("gap") int gap, @QueryParam("fails") boolean fails, @Suspended AsyncResponse response) {
        mediator.deliver(new Ticks(gap, fails), response);
    }

    @GET
    @Path("account")
    public String account() {
        return account.text() + ", circuit " + circuits.all().getFirst().state();
    }
}
