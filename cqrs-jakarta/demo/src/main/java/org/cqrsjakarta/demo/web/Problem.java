package org.cqrsjakarta.demo.web;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * What is wrong with a request, in the form of RFC 9457. Its type is {@code about:blank}: the status says what kind of
 * problem it is, the detail says the rest.
 *
 * @param status the HTTP status, 400 to 599
 * @param detail what was found and what is right, for a human; nothing about the inside of the application
 */
record Problem(int status, String detail) {

    private static final MediaType TYPE = new MediaType("application", "problem+json");

    /** The document. */
    JsonObject json() {
        return Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", title(status))
                .add("status", status)
                .add("detail", detail)
                .build();
    }

    /** The document as a response. */
    Response response() {
        return Response.status(status)
                .type(TYPE)
                .header("Cache-Control", "no-store")
                .entity(json().toString())
                .build();
    }

    /** To be thrown by a resource. */
    WebApplicationException exception() {
        return new WebApplicationException(detail, response());
    }

    /** RFC 9457, 4.2.1: the title of {@code about:blank} is the status's phrase. */
    private static String title(int status) {
        var known = Response.Status.fromStatusCode(status);
        return known == null ? "Problem" : known.getReasonPhrase();
    }
}
