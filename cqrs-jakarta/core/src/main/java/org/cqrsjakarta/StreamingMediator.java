package org.cqrsjakarta;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionStage;
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
     * Delivers the stream of a request to the client as Server-Sent Events, and ends the response. Returns at once; the
     * handlers run, and the response is written, on a virtual thread of the stream's own.
     *
     * <p>Events, in this order: {@code item} for each item, {@code switchover} before the first item of the step that
     * took over, and one {@code complete} or {@code failure} at the end. Items are written as JSON by JSON-B.
     *
     * <p>A client that has been here before says so by {@code Last-Event-ID}, or by the query parameter
     * {@code lastEventId} where it cannot send the header ({@code cqrs.sse.last-event-id-parameter}).
     *
     * @param request  the request, not {@code null}
     * @param response the suspended response of the resource method that calls; resumed here, whatever happens
     * @param <R>      type of the items
     * @return completes when the response has ended: with the summary at a normal end and when the client left,
     *     exceptionally with the failure, as the handler threw it, when the stream failed, and with an
     *     {@link UnknownRequestException} when no handler is declared for the request's type: that is logged, and the
     *     client is told 500
     * @throws NullPointerException when the response is {@code null}, as a parameter is that lacks {@code @Suspended}
     */
    <R> CompletionStage<StreamSummary> deliver(StreamRequest<R> request, AsyncResponse response);

    /**
     * Delivers the stream of a request through a sink, for code that already holds one; where there is a choice,
     * {@link #deliver(StreamRequest, AsyncResponse)} is the better one. To be called on the thread of the resource method
     * that the sink was injected into. Returns at once; the handlers run, and events are sent, on a virtual thread of the
     * stream's own, which starts when the server's thread is done with the request: the method must return, and sends
     * nothing itself.
     *
     * <p>Events, ids, payloads and their order are those of the other way, and on Jersey so are the bytes; elsewhere the
     * order of an event's lines is the server's. {@code retry} comes with the first event, and comments stand for silence, heartbeats and the end of the application. One event is sent after the other, and of
     * those whose {@code send} has not completed there are at most 32. A {@code send} that fails or throws, one that does
     * not complete within {@code cqrs.sse.write-timeout}, or a sink that is closed, means that the client has left: then
     * the handler is released, and no circuit counts it.
     *
     * <p>A stream is not held for a client that has lost it. One that comes back is served by a new run from its
     * {@code Last-Event-ID} on; one that has got the end, by a sink that is closed without an event. What a sink cannot do:
     * <ul>
     * <li>The status is the server's: 200, or 204 where nothing was sent. A request that is refused has its sink closed.
     * <li>Jersey 4.0: {@code send} writes on the calling thread, and the stage that it returns has always completed.
     *     While another thread writes it queues instead, without bound, and a stream that races with the server's own
     *     thread may lose its end or stop for good. Here neither happens, because nothing is sent beside it; so a slow
     *     client blocks its stream's thread.
     * <li>RESTEasy 6.2: {@code send} never waits for the client, and queues without bound; the stages tell when it has
     *     written, so that at most 32 events are in its queue.
     * <li>RESTEasy 6.2 writes ids and names as they are. Those of this library contain no line break.
     * </ul>
     *
     * @param request the request, not {@code null}
     * @param sink    of the resource method that calls, not {@code null}; closed here, whatever happens
     * @param sse     makes the events, not {@code null}
     * @param <R>     type of the items
     * @return completes when the sink is closed, or given up: with the summary at a normal end and when the client left,
     *     exceptionally with the failure, as the handler threw it, when the stream failed, and with a
     *     {@link StreamRefusedException} when there are too many streams or the application stops, and with an
     *     {@link UnknownRequestException} when no handler is declared for the request's type: that is logged, and the sink
     *     is closed
     * @throws NullPointerException when the sink is {@code null}, as a parameter is that lacks {@code @Context}
     */
    <R> CompletionStage<StreamSummary> deliver(StreamRequest<R> request, SseEventSink sink, Sse sse);

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
