package org.cqrsjakarta.internal.sse;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.cqrsjakarta.internal.wire.Problem;
import org.cqrsjakarta.rest.ProtectedEndpoint;
import org.cqrsjakarta.rest.SseMediator;

/** The address of streams, at which a client says that it is done with one. */
@Path("cqrs/streams")
@ProtectedEndpoint
public final class StreamsResource {

    /**
     * Ends a stream of the caller.
     *
     * @param id of the stream
     * @return 204; 404 if there is none of this caller
     */
    @DELETE
    @Path("{id}")
    public Response stop(@PathParam("id") String id) {
        return CDI.current().select(SseMediator.class).get().stop(id)
                ? Response.noContent().build()
                : Problem.of(Response.Status.NOT_FOUND, "This caller has no stream of this id that is open or held")
                        .response();
    }
}
