package org.cqrsjakarta.testkit;

import jakarta.inject.Inject;
import java.util.concurrent.Flow;
import org.cqrsjakarta.PublishingRequestHandler;
import org.cqrsjakarta.StreamRequest;

/**
 * A scripted handler whose items are published, on the thread that requests them. Where its script stalls, it blocks
 * nobody: it signals nothing until {@link Account#release}, and goes on from there on the thread that releases it.
 *
 * @param <Q> type of the request
 * @param <R> type of the items
 */
public abstract class ScriptedPublishingHandler<Q extends StreamRequest<R>, R>
        implements PublishingRequestHandler<Q, R>, Scripted<R> {

    @Inject
    Account account;

    /** Called by the container. */
    protected ScriptedPublishingHandler() {}

    @Override
    public Flow.Publisher<R> handle(Q request) {
        return account.<R>open().asPublisher();
    }
}
