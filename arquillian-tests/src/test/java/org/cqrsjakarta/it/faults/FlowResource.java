package org.cqrsjakarta.it.faults;

import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import org.cqrsjakarta.Circuits;
import org.cqrsjakarta.rest.SseMediator;

/** Flows, what became of their handlers, and the threads that are left of them. */
@Path("flow")
public class FlowResource {

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
    public void flow(@QueryParam("kind") Flow.Kind kind, @Suspended AsyncResponse response) {
        mediator.deliver(new Flow(kind), response);
    }

    @GET
    @Path("account")
    public String account() {
        return account.text() + ", circuit " + circuits.all().getFirst().state();
    }

    @GET
    @Path("threads")
    public String threads() throws IOException {
        return StreamThreads.dump();
    }
}
