package org.cqrsjakarta.testkit;

import jakarta.inject.Inject;
import org.cqrsjakarta.Request;
import org.cqrsjakarta.RequestHandler;
import org.jspecify.annotations.Nullable;

/**
 * A scripted handler of one response: the first item of its script, or {@code null} if that ends without one. What
 * follows the first item is not played. Where its script stalls, it blocks the thread that asks.
 *
 * @param <Q> type of the request
 * @param <R> type of the response
 */
public abstract class ScriptedRequestHandler<Q extends Request<R>, R> implements RequestHandler<Q, R>, Scripted<R> {

    @Inject
    Account account;

    /** Called by the container. */
    protected ScriptedRequestHandler() {}

    @Override
    public @Nullable R handle(Q request) {
        return account.<R>open().response();
    }
}
