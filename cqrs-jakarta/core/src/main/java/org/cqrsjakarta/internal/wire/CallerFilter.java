package org.cqrsjakarta.internal.wire;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Keeps the caller for delivery: a suspended response does not tell who has asked for it. */
@Priority(Priorities.USER)
public final class CallerFilter implements ContainerRequestFilter {

    private static final String MARK = "org.cqrsjakarta.caller";

    private final LastEventIdParameter parameter;

    /** Looks for the last id in this parameter, too. */
    public CallerFilter(LastEventIdParameter parameter) {
        this.parameter = parameter;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Principal user = request.getSecurityContext() == null
                ? null
                : request.getSecurityContext().getUserPrincipal();
        Object mark = new Caller(
                        user == null ? null : user.getName(),
                        lastEventId(request),
                        HttpMethod.HEAD.equals(request.getMethod()),
                        request.getMethod() + " " + request.getUriInfo().getPath(),
                        ClientAddress.of(request))
                .enter();
        request.setProperty(MARK, mark);
    }

    /** Whether the resource method has asked for events of ours through a sink. */
    static boolean deliversToSink(ContainerRequestContext request) {
        return Caller.deliversToSink(request.getProperty(MARK));
    }

    private @Nullable String lastEventId(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.LAST_EVENT_ID_HEADER);
        return header != null
                ? header
                : parameter
                        .in(request.getUriInfo().getRequestUri().getRawQuery())
                        .orElse(null);
    }
}
