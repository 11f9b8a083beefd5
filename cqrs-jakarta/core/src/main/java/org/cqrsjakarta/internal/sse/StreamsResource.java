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
     * @param address of the stream: what stands before the last dot of its events' ids
     * @return 204; 404 if there is none of this caller
     */
    @DELETE
    @Path("{address}")
    public Response stop(@PathParam("address") String address) {
        return CDI.current().select(SseMediator.class).get().stop(address)
                ? Response.noContent().build()
                : Problem.of(
                                Response.Status.NOT_FOUND,
                                "This caller has no stream of this address that is open or held")
                        .response();
    }
}
