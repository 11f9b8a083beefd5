package org.cqrsjakarta.internal.chain;

/**
 * Makes items of what was sent of them, on the node that goes on with a stream.
 *
 * @param <R> type of the items
 */
@FunctionalInterface
public interface ItemReader<R> {

    /**
     * Reads one. Throws where that is none.
     *
     * @param line JSON in UTF-8
     */
    R read(byte[] line);
}
