package org.cqrsjakarta.internal.wire;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * From where a request came, as the server has it: the address of the client, or of the proxy before it unless the server was
 * told to believe that one. Jakarta REST does not tell; a servlet request does.
 */
final class ClientAddress {

    /** An attribute of a servlet request is a property of its request in Jakarta REST. */
    private static final String ATTRIBUTE = "org.cqrsjakarta.client-address";

    private ClientAddress() {}

    static void keep(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, request.getRemoteAddr());
    }

    static @Nullable String of(ContainerRequestContext request) {
        return request.getProperty(ATTRIBUTE) instanceof String address ? address : null;
    }
}
