package org.cqrsjakarta.testkit;

import jakarta.inject.Inject;
import org.cqrsjakarta.Emitter;
import org.cqrsjakarta.EmittingRequestHandler;
import org.cqrsjakarta.StreamRequest;

/**
 * A scripted handler that emits its items. Where its script stalls, it blocks the thread that emits.
 *
 * @param <Q> type of the request
 * @param <R> type of the items
 */
public abstract class ScriptedEmittingHandler<Q extends StreamRequest<R>, R>
        implements EmittingRequestHandler<Q, R>, Scripted<R> {

    @Inject
    Account account;

    /** Called by the container. */
    protected ScriptedEmittingHandler() {}

    @Override
    public void handle(Q request, Emitter<R> emitter) {
        account.<R>open().emitTo(emitter);
    }
}
