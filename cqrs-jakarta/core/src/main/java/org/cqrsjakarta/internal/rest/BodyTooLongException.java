package org.cqrsjakarta.internal.rest;

import jakarta.ws.rs.ClientErrorException;
import org.cqrsjakarta.internal.wire.Problem;

/** More was read than a body may have. Thrown while it is read, by whoever reads it. */
final class BodyTooLongException extends ClientErrorException {

    private static final long serialVersionUID = 1L;

    BodyTooLongException(Problem refusal) {
        super(refusal.detail(), refusal.response());
    }
}
