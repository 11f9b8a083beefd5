package org.cqrsjakarta.internal.store;

import java.io.Serial;

/** A store has not answered. */
public final class StoreAwayException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    StoreAwayException(String message) {
        super(message);
    }

    StoreAwayException(Throwable cause) {
        super(cause.toString(), cause);
    }
}
