package org.cqrsjakarta;

/**
 * Produces the items of one request type by emitting them one after another, as a generator does:
 *
 * <pre>{@code
 * public void handle(StreamItems request, Emitter<Item> emitter) throws IOException {
 *     try (Connection connection = connect(request)) {
 *         while (connection.hasMore()) {
 *             emitter.emit(connection.read());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>The sibling of {@link StreamingRequestHandler} for sources that push; the same annotations, and any mix in one
 * chain. The stream ends when {@code handle} returns, and fails when it throws: all that was emitted before is delivered
 * first.
 *
 * <p><b>Threads.</b> Delivered as Server-Sent Events, or consumed as a whole ({@code forEach}, {@code collect}),
 * {@code handle} runs on the consumer's own thread and each item is handed on before {@code emit} returns. Pulled item
 * by item ({@code iterator}, {@code limit}), or with a {@link StreamTimeout}, it runs on a virtual thread of its own, at
 * most 64 items ahead. When the consumer leaves, that thread is interrupted.
 *
 * @param <Q> type of the request
 * @param <R> type of the items
 */
public interface EmittingRequestHandler<Q extends StreamRequest<R>, R> {

    /**
     * Emits the items. Called once per step, when the first item is asked for.
     *
     * @param request the request as it was given to the mediator
     * @param emitter takes the items
     * @throws Exception when the source fails; a failure at the position reached so far
     */
    void handle(Q request, Emitter<R> emitter) throws Exception;

    /**
     * Emits the items that follow a switchover. Overridden by a fallback that knows how to go on by itself; see
     * {@link StreamingRequestHandler#handle(StreamRequest, Switchover)}.
     *
     * @param request    the request as it was given to the mediator
     * @param switchover what was delivered so far, and why the step before was left
     * @param emitter    takes the items
     * @throws Exception when the source fails; a failure at the position reached so far
     */
    default void handle(Q request, Switchover<R> switchover, Emitter<R> emitter) throws Exception {
        handle(request, emitter);
    }
}
