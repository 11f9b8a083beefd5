package org.cqrsjakarta;

import org.jspecify.annotations.Nullable;

/** Root of the exceptions this library raises itself. A handler's own exceptions are never wrapped in it. */
public abstract sealed class CqrsException extends RuntimeException
        permits CircuitOpenException, NullItemException, StreamRefusedException, UnknownRequestException {

    private static final long serialVersionUID = 1L;

    CqrsException(String message) {
        super(message);
    }

    CqrsException(String message, @Nullable Throwable cause, boolean suppression, boolean stackTrace) {
        super(message, cause, suppression, stackTrace);
    }
}
