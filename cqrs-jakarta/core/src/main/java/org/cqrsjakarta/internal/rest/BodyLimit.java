package org.cqrsjakarta.internal.rest;

import jakarta.annotation.Priority;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.cqrsjakarta.ProtectedEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies that are too long, or cannot be read. Behind what decodes a body, so that what is unpacked counts; the
 * bytes of the wire count as well.
 */
@ProtectedEndpoint
@Priority(Priorities.ENTITY_CODER + 100)
final class BodyLimit implements ContainerRequestFilter, ReaderInterceptor {

    private final long limit;

    BodyLimit(long limit) {
        this.limit = limit;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (announced(request) > limit) {
            request.abortWith(Refusal.bodyTooLong(limit).response());
        } else {
            request.setEntityStream(new LimitedStream(request.getEntityStream(), limit));
        }
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
        body.setInputStream(new LimitedStream(body.getInputStream(), limit));
        try {
            return body.proceed();
        } catch (ProcessingException | JsonbException | JsonException | IOException e) {
            throw explained(e, body);
        }
    }

    /** Readers of JSON wrap what they meet while reading; an {@code IOException} of its own is the connection's. */
    private static WebApplicationException explained(Exception failure, ReaderInterceptorContext body)
            throws IOException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLongException tooLong) {
                return tooLong;
            }
        }
        if (failure instanceof IOException connection) {
            throw connection;
        }
        Refusal refusal = Refusal.unreadableBody(body.getMediaType());
        return new BadRequestException(refusal.detail(), refusal.response(), failure);
    }

    /** The number in the header: {@code getLength} ends at 2 GB. */
    private static long announced(ContainerRequestContext request) {
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            // No server lets this through; if one does, the body is counted.
            return 0;
        }
    }
}
