package org.cqrsjakarta;

/** A handler gave {@code null} where a stream, an item or a key is due. A failure of that handler's step. */
public final class NullItemException extends CqrsException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes the {@code null}. Called by the library, and by tests of what handles it.
     *
     * @param message which handler gave it, and where
     */
    public NullItemException(String message) {
        super(message);
    }
}
