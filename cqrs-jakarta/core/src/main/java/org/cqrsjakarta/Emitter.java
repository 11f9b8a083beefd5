package org.cqrsjakarta;

/**
 * Where an {@link EmittingRequestHandler} puts its items. Belongs to the thread that runs {@code handle}, for as long as
 * that runs.
 *
 * @param <R> type of the items
 */
@FunctionalInterface
public interface Emitter<R> {

    /**
     * Hands an item on. Returns when the consumer has taken it, or when it waits in the queue for it; blocks while the
     * consumer is behind.
     *
     * @param item not {@code null}
     * @throws NullItemException if {@code item} is {@code null}; names the handler
     * @throws java.util.concurrent.CancellationException if nobody wants the item any more: the consumer left, or the
     *     step was left because it was too slow. To be let through; whatever {@code handle} does then, its stream is
     *     over, and no circuit counts it
     * @throws IllegalStateException after {@code handle} has returned, and on any other thread than the one that runs it
     */
    void emit(R item);
}
