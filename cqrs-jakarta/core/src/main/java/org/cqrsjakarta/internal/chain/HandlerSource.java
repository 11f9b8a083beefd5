package org.cqrsjakarta.internal.chain;

/**
 * Where a step gets its handler from.
 *
 * @param <R> type of the items
 */
@FunctionalInterface
public interface HandlerSource<R> {

    /**
     * Creates the handler, or looks it up in its scope.
     *
     * @return the instance, to be given back by {@link HandlerInstance#release()}
     */
    HandlerInstance<R> obtain();
}
