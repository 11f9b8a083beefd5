package org.cqrsjakarta.it.security;

import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import org.cqrsjakarta.rest.ProtectedEndpoint;
import org.cqrsjakarta.rest.SseMediator;
import org.cqrsjakarta.rest.StreamTickets;

/** Streams, for readers and for everybody. */
@Path("streams")
@ProtectedEndpoint
@DeclareRoles({"reader", "editor", "auditor"})
public class Streams {

    @Inject
    private SseMediator mediator;

    @Inject
    private StreamTickets tickets;

    @GET
    @Path("readers/{what}")
    @RolesAllowed("reader")
    public void forReaders(@PathParam("what") String what, @Suspended AsyncResponse response) {
        mediator.deliver(new Ask(what), response);
    }

    @POST
    @Path("readers/tickets/{what}")
    @RolesAllowed("reader")
    @Produces(MediaType.TEXT_PLAIN)
    public String ticket(@PathParam("what") String what) {
        return tickets.issue(new Ask(what));
    }

    @GET
    @Path("ticketed")
    public void ticketed(@QueryParam("ticket") String ticket, @Suspended AsyncResponse response) {
        tickets.deliver(ticket, response);
    }

    @GET
    @Path("{what}")
    public void open(@PathParam("what") String what, @Suspended AsyncResponse response) {
        mediator.deliver(new Ask(what), response);
    }
}
