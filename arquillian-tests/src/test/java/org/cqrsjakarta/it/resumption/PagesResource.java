package org.cqrsjakarta.it.resumption;

import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;
import org.cqrsjakarta.rest.SseMediator;

/** Pages, asked for by a query string or by JSON, and what became of their handlers. */
@Path("pages")
public class PagesResource {

    /** Puts the resources at the context root. */
    @ApplicationPath("")
    public static class Root extends Application {}

    @Inject
    private SseMediator mediator;

    @Inject
    private Account account;

    @GET
    public void get(
            @QueryParam("book") String book,
            @QueryParam("count") int count,
            @QueryParam("gap") int gapMillis,
            @Suspended AsyncResponse response) {
        mediator.deliver(new Pages(book, count, gapMillis), response);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void post(Pages pages, @Suspended AsyncResponse response) {
        mediator.deliver(pages, response);
    }

    /** How many handlers were opened and closed, and how many pages they were asked for. */
    @GET
    @Path("account")
    public String account() {
        return account.text();
    }
}
