package org.cqrsjakarta.internal.rest;

import jakarta.json.Json;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Why a request is refused, in the form of RFC 9457.
 *
 * @param status HTTP status
 * @param title  the status's phrase, as the type is {@code about:blank} (chapter 4.2.1)
 * @param detail for a human: what was found and what is right; nothing of the inside
 */
record Refusal(int status, String title, String detail) {

    private static final MediaType TYPE = new MediaType("application", "problem+json");

    static Refusal otherOrigin() {
        return new Refusal(
                403,
                "Forbidden",
                "A page of another origin sent this request; one that may is listed in " + HttpRules.ORIGINS);
    }

    static Refusal bodyTooLong(long limit) {
        return new Refusal(
                413,
                "Content Too Large",
                "The body is longer than " + limit + " bytes, the most allowed (" + HttpRules.BODY_LIMIT + ")");
    }

    static Refusal queryTooLong(int found, long limit) {
        return new Refusal(
                414,
                "URI Too Long",
                "The query string has " + found + " characters; at most " + limit + " are allowed ("
                        + HttpRules.QUERY_LIMIT + ")");
    }

    static Refusal unreadableBody(MediaType type) {
        return new Refusal(
                400,
                "Bad Request",
                "The body cannot be read as " + type.getType() + "/" + type.getSubtype()
                        + ": it is malformed, or not what this address expects");
    }

    Response response() {
        String problem = Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", title)
                .add("status", status)
                .add("detail", detail)
                .build()
                .toString();
        return Response.status(status)
                .type(TYPE)
                .header("Cache-Control", "no-store")
                .entity(problem)
                .build();
    }
}
