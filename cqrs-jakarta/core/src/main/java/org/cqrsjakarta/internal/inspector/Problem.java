package org.cqrsjakarta.internal.inspector;

import jakarta.json.Json;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * Why an inspector does not get what it asks for, in the form of RFC 9457.
 *
 * @param status HTTP status
 * @param detail for a human: what was found and what is right
 */
record Problem(Response.Status status, String detail) {

    Response response() {
        Response.ResponseBuilder response = Response.status(status)
                .type("application/problem+json")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Json.createObjectBuilder()
                        .add("type", "about:blank")
                        .add("title", status.getReasonPhrase())
                        .add("status", status.getStatusCode())
                        .add("detail", detail)
                        .build()
                        .toString());
        if (status == Response.Status.UNAUTHORIZED) {
            response =
                    response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"cqrs-inspector\", charset=\"UTF-8\"");
        }
        return response.build();
    }
}
