package org.cqrsjakarta.internal.sse;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.security.Principal;

/** Keeps the caller for delivery: a suspended response does not tell who has asked for it. */
@Priority(Priorities.USER)
final class CallerFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        Principal user = request.getSecurityContext() == null
                ? null
                : request.getSecurityContext().getUserPrincipal();
        new Caller(
                        user == null ? null : user.getName(),
                        request.getHeaderString(HttpHeaders.LAST_EVENT_ID_HEADER),
                        HttpMethod.HEAD.equals(request.getMethod()))
                .enter();
    }
}
