package org.cqrsjakarta.demo.catalogue;

/** The database failed while its rows were streamed; the cause says how. */
public final class CatalogueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CatalogueException(Exception cause) {
        super("The catalogue cannot be read: " + cause.getMessage(), cause);
    }
}
