package org.cqrsjakarta.internal.delivery;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.UUID;
import org.cqrsjakarta.UnknownRequestException;
import org.cqrsjakarta.internal.wire.Problem;

/**
 * Answers for resource methods that let an {@link UnknownRequestException} pass: the server's page for that would show the
 * inside of the application to its clients. A mapper of the application's own for the same exception goes first.
 */
@Priority(Priorities.USER + 1000)
public final class UnknownRequestMapper implements ExceptionMapper<UnknownRequestException> {

    @Override
    public Response toResponse(UnknownRequestException reason) {
        return answer(reason, UUID.randomUUID());
    }

    /** A fault of the application, which the log describes, and its client cannot mend. */
    public static Response answer(UnknownRequestException reason, UUID instance) {
        DeliveryLog.LOG.unknownRequest(String.valueOf(reason.getMessage()), instance);
        return new Problem(500, "Internal Server Error", "The application has said more in its log", instance)
                .response();
    }
}
