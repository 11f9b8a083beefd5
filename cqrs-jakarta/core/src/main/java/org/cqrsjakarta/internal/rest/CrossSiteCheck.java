package org.cqrsjakarta.internal.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import org.cqrsjakarta.rest.ProtectedEndpoint;

/**
 * Refuses what a browser sends for a page of another origin and what could change something. The algorithm is that of
 * {@code CrossOriginProtection} in Go 1.25's {@code net/http}.
 */
@ProtectedEndpoint
@Priority(Priorities.AUTHENTICATION - 200)
final class CrossSiteCheck implements ContainerRequestFilter {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    /** {@code none}: the user typed the address, or chose a bookmark (Fetch Metadata, chapter 2.4). */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final Set<String> origins;

    CrossSiteCheck(Set<String> origins) {
        this.origins = origins;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!passes(request)) {
            request.abortWith(Refusals.otherOrigin().response());
        }
    }

    private boolean passes(ContainerRequestContext request) {
        if (SAFE_METHODS.contains(request.getMethod())) {
            return true;
        }
        String site = request.getHeaderString("Sec-Fetch-Site");
        String origin = request.getHeaderString("Origin");
        if (origin != null && origins.contains(origin)) {
            return true;
        }
        if (site != null && !site.isEmpty()) {
            return OWN_SITES.contains(site);
        }
        // An older browser, one on plain HTTP, or none at all: those send no origin. The scheme is not compared, since
        // behind a proxy the server cannot know the one that the browser used.
        return origin == null || origin.isEmpty() || Origins.isAt(origin, host(request));
    }

    private static String host(ContainerRequestContext request) {
        String host = request.getHeaderString(HttpHeaders.HOST);
        return host != null ? host : request.getUriInfo().getBaseUri().getRawAuthority();
    }
}
