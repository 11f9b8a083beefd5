package org.cqrsjakarta.server.glassfish;

/** Why the demo does not run, in words for whoever started it. */
final class CannotRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotRunException(String message) {
        super(message);
    }
}
