package org.cqrsjakarta.internal.source;

import java.util.List;

/**
 * Takes the items of a source that pushes.
 *
 * @param <R> type of the items
 */
@FunctionalInterface
public interface ItemSink<R> {

    /**
     * Takes an item.
     *
     * @param item   not {@code null}
     * @param events the domain events that belong to it
     * @throws Throwable when no further item is wanted
     */
    void accept(R item, List<Object> events) throws Throwable;
}
