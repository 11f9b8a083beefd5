package org.cqrsjakarta.internal.sink;

import java.io.Serial;

/** The response could not be written: the client has left. Never a failure of the stream. */
final class ClientGoneException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    ClientGoneException(Throwable cause) {
        super(cause);
    }
}
