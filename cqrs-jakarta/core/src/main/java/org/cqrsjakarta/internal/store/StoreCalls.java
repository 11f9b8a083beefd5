package org.cqrsjakarta.internal.store;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Calls of a store, on threads of their own. */
interface StoreCalls {

    /**
     * Asks, and waits for an answer, for {@code cqrs.store.timeout} at the most.
     *
     * @param call asks the store
     * @param late is given an answer that nobody waits for any more
     * @throws StoreAwayException   if the call has failed, or takes longer
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    <T> T within(Callable<T> call, Consumer<T> late) throws StoreAwayException, InterruptedException;

    /**
     * Has something done that may wait for the store.
     *
     * @param task throws nothing
     * @return a way to interrupt it, or to call it off
     */
    Runnable later(Runnable task);
}
