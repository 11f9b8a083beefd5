package org.cqrsjakarta;

import org.jspecify.annotations.Nullable;

/**
 * Root of the exceptions that this library raises in its own name. A handler's own exceptions are never wrapped in it, and
 * what MicroProfile has an exception for is that one: {@code CircuitBreakerOpenException}, {@code BulkheadException}.
 */
public abstract class CqrsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * For exceptions of this library.
     *
     * @param message what was found, and what is right
     */
    protected CqrsException(String message) {
        super(message);
    }

    /**
     * For exceptions of this library that come often.
     *
     * @param message     what was found, and what is right
     * @param cause       why; {@code null} for no other reason
     * @param suppression whether others can be suppressed in favour of it
     * @param stackTrace  whether it has one
     */
    protected CqrsException(String message, @Nullable Throwable cause, boolean suppression, boolean stackTrace) {
        super(message, cause, suppression, stackTrace);
    }
}
