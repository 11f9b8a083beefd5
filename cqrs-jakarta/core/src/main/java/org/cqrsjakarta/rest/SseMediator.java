package org.cqrsjakarta.rest;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionStage;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.UnknownRequestException;

/**
 * The mediator where Jakarta REST is: delivers streams to clients. Injected; one per application, the same bean as
 * {@link StreamingMediator}; callable from any thread, its deliveries from that of a resource method.
 *
 * <pre>{@code
 * @Inject SseMediator mediator;
 *
 * @GET @Path("items") @Produces(MediaType.SERVER_SENT_EVENTS)
 * public void items(@Suspended AsyncResponse response) {
 *     mediator.deliver(new StreamItems(7), response);
 * }
 * }</pre>
 */
public interface SseMediator extends StreamingMediator {

    /**
     * Delivers the stream of a request to the client as Server-Sent Events, and ends the response. Returns at once; the
     * handlers run on a virtual thread of the stream's own, at most {@code cqrs.sse.ahead} bytes (default 32768) ahead of
     * whoever reads, of a client that keeps up at most eight times as many, and the response is written on another one.
     *
     * <p>Events, in this order: {@code resumed} for a client that has come back, {@code item} for each item,
     * {@code switchover} before the first item of the step that took over, and one {@code complete} or {@code failure} at
     * the end. Items are written as JSON by JSON-B.
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
    <R> CompletionStage<StreamSummary> deliverTo(StreamRequest<R> request, SseEventSink sink, Sse sse);

    /**
     * Ends a stream whose client is done with it, so that nothing of it is held any longer. Its handler is left, and no
     * circuit counts that; responses that are still open end. To be called on the thread of a resource method: the caller
     * must be the one for whom the stream was opened. {@code DELETE cqrs/streams/}<i>address</i>, below the path of the
     * Jakarta REST application, does the same for clients.
     *
     * @param address what stands in the ids of its events before the last dot: the stream's id, {@code -}, and a secret
     *     part that nobody knows but its client
     * @return whether there was such a stream of this caller: {@code false} for one that is unknown, over, or somebody
     *     else's
     */
    boolean stop(String address);

    /**
     * Ends all streams of a user, and takes the tickets back that were issued to them and not used: for when the user logs
     * out, or may no longer see what they see. Their clients come back, and whoever answers them then decides anew.
     * Callable from any thread; the handlers are left on others.
     *
     * @param user the name that their {@code SecurityContext} had, not {@code null}
     * @return how many streams were open or held, 0 or more
     */
    int stopAll(String user);
}
