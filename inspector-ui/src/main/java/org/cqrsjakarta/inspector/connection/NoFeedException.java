package org.cqrsjakarta.inspector.connection;

import java.io.IOException;

/** A server has answered, but not with a feed. */
final class NoFeedException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what was found.
     *
     * @param found for a human, fit to be shown
     */
    NoFeedException(String found) {
        super(found);
    }
}
