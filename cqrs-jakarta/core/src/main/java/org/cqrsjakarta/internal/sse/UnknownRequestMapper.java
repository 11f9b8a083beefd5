package org.cqrsjakarta.internal.sse;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.UUID;
import org.cqrsjakarta.UnknownRequestException;

/**
 * Answers for resource methods that let an {@link UnknownRequestException} pass: the server's page for that would show the
 * inside of the application to its clients. A mapper of the application's own for the same exception goes first.
 */
@Priority(Priorities.USER + 1000)
final class UnknownRequestMapper implements ExceptionMapper<UnknownRequestException> {

    @Override
    public Response toResponse(UnknownRequestException reason) {
        return Responses.unknown(reason, UUID.randomUUID());
    }
}
