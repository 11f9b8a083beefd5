package org.cqrsjakarta.internal.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import org.cqrsjakarta.rest.ProtectedEndpoint;

/** Refuses query strings that are too long. */
@ProtectedEndpoint
@Priority(Priorities.AUTHENTICATION - 100)
final class QueryLimit implements ContainerRequestFilter {

    private final long limit;

    QueryLimit(long limit) {
        this.limit = limit;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String query = request.getUriInfo().getRequestUri().getRawQuery();
        if (query != null && query.length() > limit) {
            request.abortWith(Refusals.queryTooLong(query.length(), limit).response());
        }
    }
}
