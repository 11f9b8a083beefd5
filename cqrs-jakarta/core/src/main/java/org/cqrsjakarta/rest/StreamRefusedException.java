package org.cqrsjakarta.rest;

import org.cqrsjakarta.CqrsException;

/**
 * A stream was not delivered, for there are too many, or the application stops. A client whose response was still to be
 * begun was told so (429 or 503, with {@code Retry-After}); a sink was closed. The limits are settings: {@code cqrs.sse.max-streams} and
 * {@code cqrs.sse.max-streams-per-user}.
 */
public final class StreamRefusedException extends CqrsException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception, without a stack trace: it may come often, and always from the same place. Called by the
     * library, and by tests of what handles it.
     *
     * @param message says which limit was reached
     */
    public StreamRefusedException(String message) {
        super(message, null, false, false);
    }
}
