package org.cqrsjakarta;

import java.util.concurrent.Flow;

/**
 * Produces the items of one request type as a {@link Flow.Publisher}; a Mutiny {@code Multi} is one as it is. The
 * sibling of {@link StreamingRequestHandler} for reactive sources; the same annotations, and any mix in one chain.
 *
 * <p><b>Shape.</b> The publisher is subscribed to once. At most 64 items are asked for ahead of the consumer; a publisher
 * that sends more than it was asked for has failed. It is cancelled once, when the consumer leaves or the step is left,
 * unless it has ended by itself; what it signals then is dropped. Items that came before a failure are delivered first.
 *
 * <p><b>Threads.</b> {@code handle}, {@code subscribe} and {@code request} are called on the consumer's thread where the
 * stream is consumed as a whole ({@code forEach}, delivery, {@code publisher}): what is signalled meanwhile on that thread is
 * handed on at once, and what comes from another waits until that thread takes it. Whoever leaves interrupts it. Where items
 * are pulled one by one, and with {@link StreamTimeout}, they are called on a virtual thread of the stream's own.
 * {@code cancel} is called on whatever thread leaves. Contexts are present there; on threads of the publisher's own it has to
 * bring them itself.
 *
 * @param <Q> type of the request
 * @param <R> type of the items
 */
public interface PublishingRequestHandler<Q extends StreamRequest<R>, R> {

    /**
     * Gives the publisher. Called once per step, when the first item is asked for.
     *
     * @param request the request as it was given to the mediator
     * @return the items, without {@code null}s
     * @throws Exception when there is none; a failure at the position reached so far
     */
    Flow.Publisher<R> handle(Q request) throws Exception;

    /**
     * Gives the publisher of what follows a switchover. Overridden by a fallback that knows how to go on by itself; see
     * {@link StreamingRequestHandler#handle(StreamRequest, Switchover)}.
     *
     * @param request    the request as it was given to the mediator
     * @param switchover what was delivered so far, and why the step before was left
     * @return the items that follow, without {@code null}s
     * @throws Exception when there is none; a failure at the position reached so far
     */
    default Flow.Publisher<R> handle(Q request, Switchover<R> switchover) throws Exception {
        return handle(request);
    }
}
