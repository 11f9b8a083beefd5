package org.cqrsjakarta.internal.inspector;

import jakarta.annotation.Priority;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/** Answers as for an address that does not exist, whoever asks. */
@InspectorAddress
@Priority(Priorities.AUTHENTICATION - 300)
final class NothingThere implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        throw new NotFoundException();
    }
}
