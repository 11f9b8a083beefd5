package org.cqrsjakarta.internal.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of the listed origins read responses (WHATWG Fetch, chapter "HTTP CORS protocol"). Any other origin gets what
 * it would get without this. What goes out is one of the listed origins or a constant, never anything a client sent.
 *
 * <p>Registered only where origins are listed.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION - 300)
final class CrossOriginHeaders implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String ORIGIN = "Origin";
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String SENT = "Authorization, Content-Type, Last-Event-ID";
    private static final String SEEN = "Content-Type, Retry-After";

    /** As long as an answer may be kept without the browser asking again, in seconds. */
    private static final String MAX_AGE = "600";

    private final Set<String> origins;

    CrossOriginHeaders(Set<String> origins) {
        this.origins = origins;
    }

    /** Answers a preflight, which no resource needs to see. */
    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)
                && request.getHeaderString("Access-Control-Request-Method") != null
                && listed(request) != null) {
            request.abortWith(Response.noContent()
                    .header("Access-Control-Allow-Methods", METHODS)
                    .header("Access-Control-Allow-Headers", SENT)
                    .header("Access-Control-Max-Age", MAX_AGE)
                    .build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        // Also for those that get nothing: a cache must not give it to the others.
        headers.add(HttpHeaders.VARY, ORIGIN);
        String origin = listed(request);
        if (origin != null) {
            headers.putSingle("Access-Control-Allow-Origin", origin);
            headers.putSingle("Access-Control-Allow-Credentials", "true");
            headers.putSingle("Access-Control-Expose-Headers", SEEN);
        }
    }

    private @Nullable String listed(ContainerRequestContext request) {
        String origin = request.getHeaderString(ORIGIN);
        return origin != null && origins.contains(origin) ? origin : null;
    }
}
