package org.cqrsjakarta.it.busy;

import org.cqrsjakarta.StreamRequest;

/**
 * Asks how long after its time limit of {@value #AFTER_MILLIS} ms a primary is left.
 *
 * @param askedNanos when this was asked, by the server's clock
 */
public record Ring(long askedNanos) implements StreamRequest<Long> {

    static final int AFTER_MILLIS = 100;
}
