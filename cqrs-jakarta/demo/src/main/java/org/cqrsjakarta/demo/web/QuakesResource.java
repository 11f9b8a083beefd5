package org.cqrsjakarta.demo.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.cqrsjakarta.rest.SseMediator;

/** {@code GET api/quakes?minMagnitude=2.5}: the quakes as Server-Sent Events, newest last. */
@Path("quakes")
@RequestScoped
public class QuakesResource {

    @Inject
    @SuppressWarnings("NullAway.Init")
    private SseMediator mediator;

    /**
     * Streams.
     *
     * @param uri      carries the parameters
     * @param response resumed by the mediator
     * @throws BadInputException when the parameters are wrong
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void stream(@Context UriInfo uri, @Suspended AsyncResponse response) throws BadInputException {
        var unused = mediator.deliver(MagnitudeParameter.parse(uri.getQueryParameters()), response);
    }

    /**
     * Checks the parameters and answers at once: GlassFish does not end the answer to a suspended HEAD that comes with an
     * upgrade to HTTP/2, as Java's own client sends it.
     *
     * @param uri carries the parameters
     * @return 200
     * @throws BadInputException when the parameters are wrong
     */
    @HEAD
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Response head(@Context UriInfo uri) throws BadInputException {
        MagnitudeParameter.parse(uri.getQueryParameters());
        return Response.ok().build();
    }
}
