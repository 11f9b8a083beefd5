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
import jakarta.ws.rs.core.NoContentException;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.wire.Problem;
import org.cqrsjakarta.rest.ProtectedEndpoint;
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
            request.abortWith(Refusals.bodyTooLong(limit).response());
        } else {
            request.setEntityStream(new LimitedStream(request.getEntityStream(), limit));
        }
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
        body.setInputStream(new LimitedStream(body.getInputStream(), limit));
        try {
            return body.proceed();
        } catch (WebApplicationException e) {
            // Jersey's own word for a body that is empty; a text of somebody else's stays.
            boolean isEmpty = e instanceof BadRequestException && e.getCause() instanceof NoContentException;
            throw isEmpty ? unreadable(e, body) : e;
        } catch (ProcessingException
                | JsonbException
                | JsonException
                | ArithmeticException
                | UnsupportedOperationException
                | NumberFormatException
                | StackOverflowError e) {
            // The last four of what has too many digits, or is nested too deeply.
            throw tooLong(e).orElseGet(() -> unreadable(e, body));
        } catch (NoContentException e) {
            throw unreadable(e, body);
        } catch (IOException e) {
            // Of the connection, else.
            throw tooLong(e).orElseThrow(() -> e);
        }
    }

    /** Readers of JSON may wrap what they meet while reading. */
    private static Optional<WebApplicationException> tooLong(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(BodyTooLongException.class::isInstance)
                .map(WebApplicationException.class::cast)
                .findFirst();
    }

    private static WebApplicationException unreadable(Throwable failure, ReaderInterceptorContext body) {
        Problem refusal = Refusals.unreadableBody(body.getMediaType());
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
