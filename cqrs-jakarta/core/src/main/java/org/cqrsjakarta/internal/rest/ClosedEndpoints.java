package org.cqrsjakarta.internal.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import org.cqrsjakarta.rest.ProtectedEndpoint;

/** Refuses every request for a protected endpoint, where the protections cannot be had. */
@ProtectedEndpoint
@Priority(Priorities.AUTHENTICATION - 300)
public final class ClosedEndpoints implements ContainerRequestFilter {

    private static final int STATUS = 500;

    @Override
    public void filter(ContainerRequestContext request) {
        request.abortWith(Response.status(STATUS)
                .type(ClosedProblem.TYPE)
                .header("Cache-Control", "no-store")
                .entity(ClosedProblem.text(STATUS, "Internal Server Error"))
                .build());
    }
}
