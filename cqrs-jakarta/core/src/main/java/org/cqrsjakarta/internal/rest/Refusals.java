package org.cqrsjakarta.internal.rest;

import jakarta.ws.rs.core.MediaType;
import org.cqrsjakarta.internal.wire.Problem;

/** Why a request for a protected endpoint is refused. */
final class Refusals {

    private Refusals() {}

    static Problem otherOrigin() {
        return Problem.of(
                403,
                "Forbidden",
                "A page of another origin sent this request; one that may is listed in " + HttpRules.ORIGINS);
    }

    static Problem bodyTooLong(long limit) {
        return Problem.of(
                413,
                "Content Too Large",
                "The body is longer than " + limit + " bytes, the most allowed (" + HttpRules.BODY_LIMIT + ")");
    }

    static Problem queryTooLong(int found, long limit) {
        return Problem.of(
                414,
                "URI Too Long",
                "The query string has " + found + " characters; at most " + limit + " are allowed ("
                        + HttpRules.QUERY_LIMIT + ")");
    }

    static Problem unreadableBody(MediaType type) {
        return Problem.of(
                400,
                "Bad Request",
                "The body cannot be read as " + type.getType() + "/" + type.getSubtype()
                        + ": it is malformed, or not what this address expects");
    }
}
