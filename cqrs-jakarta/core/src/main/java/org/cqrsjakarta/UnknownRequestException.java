package org.cqrsjakarta;

/** The mediator was given a request for which it finds no primary, or more than one that fits equally well. */
public final class UnknownRequestException extends CqrsException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the request. Called by the library, and by tests of what handles it.
     *
     * @param message the request's type, what was looked for, and the remedy
     */
    public UnknownRequestException(String message) {
        super(message);
    }
}
