package org.cqrsjakarta.internal.delivery;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.cqrsjakarta.rest.StreamRefusedException;

/**
 * Answers for resource methods that let a {@link StreamRefusedException} pass, as one does that issues a ticket when there
 * are too many: the server would make a 500 of it. A mapper of the application's own for the same exception goes first.
 */
@Priority(Priorities.USER + 1000)
public final class StreamRefusedMapper implements ExceptionMapper<StreamRefusedException> {

    @Override
    public Response toResponse(StreamRefusedException reason) {
        return Refusal.TOO_MANY_TICKETS.answer();
    }
}
