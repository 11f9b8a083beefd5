package org.cqrsjakarta.internal.rest;

/** What a client is told that may not reach a protected endpoint; built of nothing that may be missing. */
final class ClosedProblem {

    static final String TYPE = "application/problem+json";

    private ClosedProblem() {}

    static String text(int status, String title) {
        return "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status
                + ",\"detail\":\"This application is not set up to protect its endpoints; its log says why\"}";
    }
}
