package org.cqrsjakarta;

import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the chain of a request: the primary's items until it fails, then the fallback's, as one stream. Injected; one
 * per application; callable from any thread.
 *
 * <pre>{@code
 * @Inject StreamingMediator mediator;
 *
 * try (Stream<Item> items = mediator.stream(new StreamItems(7))) {
 *     items.forEach(this::show);
 * }
 * }</pre>
 */
public interface StreamingMediator {

    /**
     * Opens the stream of a request, to be pulled by the caller. Nothing runs before the first item is asked for; then
     * handlers run on the thread that pulls, and nothing is handed between threads, with three exceptions, which run on a
     * virtual thread of their own, at most 64 items ahead: a handler with a {@link StreamTimeout}, a
     * {@link PublishingRequestHandler}, and an {@link EmittingRequestHandler} whose items are pulled one by one
     * ({@code iterator}, {@code limit}) and not as a whole ({@code forEach}, {@code collect}).
     *
     * <p>The stream is sequential, ordered, single use and without {@code null}s. Exhaust it or close it: closing
     * releases the handler, and no circuit counts it. Closing from another thread than the one that pulls is allowed
     * and makes a pull under way end with a {@link java.util.concurrent.CancellationException}; so does the end of the
     * application, and an interrupt of the consumer while it waits for a source that has a thread of its own.
     *
     * <p>{@code parallel()} has no effect on the handler's side: the items are never split, so that one thread consumes
     * them, in order, and gets all that came before a failure. To work on items in parallel, hand them on.
     *
     * <p>A stream that was begun item by item and is then forgotten, as {@code findFirst} does without a close, is closed
     * when the garbage collector finds it, and logged (CQRS00257; the next one of the request with the place at which it
     * was opened, CQRS00258). Until then it keeps its handler and its place in a bulkhead.
     *
     * <p>A failure that no fallback takes over reaches the terminal operation as the handler threw it, checked
     * exceptions included, which no terminal operation declares: {@code catch (Exception e)} sees them, and
     * {@code catch (RuntimeException e)} does not. The causes of earlier switchovers are its suppressed exceptions, oldest
     * first.
     *
     * @param request the request, not {@code null}
     * @param <R>     type of the items
     * @return the items
     * @throws UnknownRequestException when no handler is declared for the request's type
     */
    <R> Stream<R> stream(StreamRequest<R> request);

    /**
     * Offers the stream of a request as a publisher (Reactive Streams 1.0.4). Each subscriber gets a stream of its own;
     * its handlers run on a virtual thread of the stream's own, and no item is produced before it is requested. The end
     * is signalled when an item is requested and there is none.
     *
     * <p>Cancelling releases the handler, and no circuit counts it. A failure that no fallback takes over is signalled
     * as {@link #stream} would throw it. The caller's contexts are those of the thread that calls this method.
     *
     * @param request the request, not {@code null}
     * @param <R>     type of the items
     * @return the items
     * @throws UnknownRequestException when no handler is declared for the request's type
     */
    <R> Flow.Publisher<R> publisher(StreamRequest<R> request);

    /**
     * Asks for one response: the primary's, or that of the first fallback that gives one. Handlers run on this thread,
     * those with a {@link StreamTimeout} on a virtual thread of their own. To telemetry and circuits, this is a stream
     * of one item.
     *
     * <p>A failure that no fallback takes over reaches the caller as the handler threw it, checked exceptions included,
     * undeclared as those of {@link #stream}; the causes of earlier switchovers are its suppressed exceptions, oldest
     * first.
     *
     * @param request the request, not {@code null}
     * @param <R>     type of the response
     * @return the response; {@code null} if the handler returned {@code null}
     * @throws UnknownRequestException when no handler is declared for the request's type
     */
    <R> @Nullable R send(Request<R> request);
}
