package org.cqrsjakarta;

import org.jspecify.annotations.Nullable;

/**
 * Produces the one response to a request type. A CDI bean that carries {@link RespondingHandler} or {@link Fallback};
 * chains, circuits, {@code @Retry}, {@code @Bulkhead}, {@link StreamTimeout} and {@link DomainEvents} work as they do for
 * a stream whose only item is the response.
 *
 * @param <Q> type of the request
 * @param <R> type of the response
 */
public interface RequestHandler<Q extends Request<R>, R> {

    /**
     * Produces the response. Called once per step, on the thread that calls {@code send}.
     *
     * @param request the request as it was given to the mediator
     * @return the response; {@code null} is allowed
     * @throws Exception a failure of this step
     */
    @Nullable
    R handle(Q request) throws Exception;
}
