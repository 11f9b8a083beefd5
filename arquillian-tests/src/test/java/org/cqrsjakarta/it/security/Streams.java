package org.cqrsjakarta.it.security;

import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import org.cqrsjakarta.ProtectedEndpoint;
import org.cqrsjakarta.StreamingMediator;

/** Streams, for readers and for everybody. */
@Path("streams")
@ProtectedEndpoint
@DeclareRoles({"reader", "editor", "auditor"})
public class Streams {

    @Inject
    private StreamingMediator mediator;

    @GET
    @Path("readers/{what}")
    @RolesAllowed("reader")
    public void forReaders(@PathParam("what") String what, @Suspended AsyncResponse response) {
        mediator.deliver(new Ask(what), response);
    }

    @GET
    @Path("{what}")
    public void open(@PathParam("what") String what, @Suspended AsyncResponse response) {
        mediator.deliver(new Ask(what), response);
    }
}
