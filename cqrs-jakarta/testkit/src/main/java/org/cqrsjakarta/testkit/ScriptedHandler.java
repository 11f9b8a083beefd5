package org.cqrsjakarta.testkit;

import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingRequestHandler;

/**
 * A scripted handler whose items are pulled. Where its script stalls, it blocks the thread that pulls.
 *
 * @param <Q> type of the request
 * @param <R> type of the items
 */
public abstract class ScriptedHandler<Q extends StreamRequest<R>, R>
        implements StreamingRequestHandler<Q, R>, Scripted<R> {

    @Inject
    Account account;

    /** Called by the container. */
    protected ScriptedHandler() {}

    @Override
    public Stream<R> handle(Q request) {
        return account.<R>open().asStream();
    }
}
