package org.cqrsjakarta.internal.store;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** Calls of a store that somebody may begin and leave, and see to their answer when it comes. */
interface CallsUnderWay extends StoreCalls {

    /**
     * Asks, and waits for nothing.
     *
     * @param call asks the store
     * @return its answer, or its failure; neither if the calls are closed first
     */
    <T> CompletableFuture<T> begin(Callable<T> call);

    /**
     * Waits for what was {@linkplain #begin begun}, for {@code cqrs.store.timeout} at the most.
     *
     * @throws StoreAwayException   if the call has failed
     * @throws TimeoutException     if it takes longer
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    <T> T await(CompletableFuture<T> answer) throws StoreAwayException, TimeoutException, InterruptedException;
}
