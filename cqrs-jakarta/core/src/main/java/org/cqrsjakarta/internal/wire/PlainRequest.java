package org.cqrsjakarta.internal.wire;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for events, of which filters do not see that its client takes compressed ones: each of those that compress asks
 * for that first.
 */
final class PlainRequest extends HttpServletRequestWrapper {

    private PlainRequest(HttpServletRequest request) {
        super(request);
    }

    /** Hides what encodings are accepted, if events are. */
    static HttpServletRequest of(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean wantsEvents = accept != null && accept.contains(MediaType.SERVER_SENT_EVENTS);
        return wantsEvents && request.getHeader(HttpHeaders.ACCEPT_ENCODING) != null
                ? new PlainRequest(request)
                : request;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isHidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = Collections.list(super.getHeaderNames());
        names.removeIf(PlainRequest::isHidden);
        return Collections.enumeration(names);
    }

    private static boolean isHidden(String name) {
        return name.equalsIgnoreCase(HttpHeaders.ACCEPT_ENCODING);
    }
}
