package org.cqrsjakarta;

import org.jspecify.annotations.Nullable;

/**
 * Root of the exceptions that this library raises in its own name. A handler's own exceptions are never wrapped in it, and
 * what MicroProfile has an exception for is that one: {@code CircuitBreakerOpenException}, {@code BulkheadException}.
 */
public abstract sealed class CqrsException extends RuntimeException
        permits NullItemException, StreamRefusedException, UnknownRequestException {

    private static final long serialVersionUID = 1L;

    CqrsException(String message) {
        super(message);
    }

    CqrsException(String message, @Nullable Throwable cause, boolean suppression, boolean stackTrace) {
        super(message, cause, suppression, stackTrace);
    }
}
