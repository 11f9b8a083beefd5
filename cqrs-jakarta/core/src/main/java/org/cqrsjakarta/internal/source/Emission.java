package org.cqrsjakarta.internal.source;

import org.cqrsjakarta.Emitter;

/**
 * The call of an emitting handler.
 *
 * @param <R> type of the items
 */
@FunctionalInterface
public interface Emission<R> {

    /** Emits all items, and returns at their end. */
    void to(Emitter<R> emitter) throws Exception;
}
