package org.cqrsjakarta;

import java.util.stream.Stream;

/**
 * Produces the items of one request type, to be pulled by whoever consumes the stream. A CDI bean that carries
 * {@link StreamingHandler} or {@link Fallback}, of any scope; a {@code @Dependent} one is created for each stream and
 * destroyed at the end of its step.
 *
 * <p><b>Shape.</b> The returned stream is pulled by one thread at a time, item by item and only as far as the consumer
 * asks; its order is the order of delivery. It is closed exactly once: at its end, when it fails, when the consumer
 * walks away; by the thread that runs it, and by another only if it does not come out within 100 ms of its interrupt.
 * Register with {@link Stream#onClose} what must be released.
 *
 * <p>A consumer that takes the items as a whole, as a delivery does, has the stream push them. One that takes them one by
 * one, by {@code iterator()} or {@code limit}, pulls them; but a {@code flatMap}, {@code mapMulti} or {@code gather} cannot
 * be pulled without reading an inner stream whole, so a handler whose class calls one of them on a stream then runs on a
 * virtual thread of its own, at most 64 items ahead, as an {@link EmittingRequestHandler} does. One that is called elsewhere,
 * in a repository say, is not seen: such a handler had better be an emitting one.
 *
 * <p><b>Failures.</b> Any {@link Exception} from {@code handle} or from advancing the stream is a failure of this step,
 * at whatever position: the chain goes on from the next fallback that admits it. {@link Error}s end the stream. A
 * {@code InterruptedException} is a failure as well; the thread's interrupt flag is set again. A
 * {@code null} stream or a {@code null} item is a failure too, a {@link NullItemException} that names the handler.
 *
 * <p>The type arguments must be concrete: {@code implements StreamingRequestHandler<StreamItems, Item>}.
 *
 * @param <Q> type of the request
 * @param <R> type of the items
 */
public interface StreamingRequestHandler<Q extends StreamRequest<R>, R> {

    /**
     * Opens the source. Called once per step, and again for each attempt of a {@code @Retry}, when the first item is asked
     * for: on the consumer's thread, or on one of its own where the handler has a {@link StreamTimeout}.
     *
     * @param request the request as it was given to the mediator
     * @return the items, lazily produced, without {@code null}s
     * @throws Exception when the source cannot be opened; a failure at the position reached so far
     */
    Stream<R> handle(Q request) throws Exception;

    /**
     * Opens the source after a switchover. Overridden by a fallback that knows how to go on by itself, for instance
     * from the last item delivered; it then declares {@link Continuation#RESTART} (the default) or
     * {@link Continuation#DISTINCT}, since {@link Continuation#SKIP_DELIVERED} would skip a second time.
     *
     * @param request    the request as it was given to the mediator
     * @param switchover what was delivered so far, and why the step before was left
     * @return the items that follow, lazily produced, without {@code null}s
     * @throws Exception when the source cannot be opened; a failure at the position reached so far
     */
    default Stream<R> handle(Q request, Switchover<R> switchover) throws Exception {
        return handle(request);
    }
}
