package org.cqrsjakarta.rest;

import jakarta.ws.rs.container.AsyncResponse;
import java.util.concurrent.CompletionStage;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.UnknownRequestException;
import org.jspecify.annotations.Nullable;

/**
 * Tickets for streams that a client is to open without being able to say who it is: a browser's {@code EventSource} sends
 * no headers. Who is authenticated asks for a ticket, and opens one stream of one request with it, once and soon. Injected;
 * callable from any thread.
 *
 * <pre>{@code
 * @POST @Path("tickets") @RolesAllowed("reader")
 * public String ticket(StreamItems request) {
 *     return tickets.issue(request);
 * }
 *
 * @GET @Path("stream")
 * public void stream(@QueryParam("ticket") String ticket, @Suspended AsyncResponse response) {
 *     tickets.deliver(ticket, response);
 * }
 * }</pre>
 *
 * <p>The request is fixed when the ticket is issued, and handlers run with the identity of the caller to whom it was
 * issued. A ticket that was overheard opens nothing else, and nothing twice. Tickets are those of one node, are kept in
 * memory, and do not outlive the application.
 */
public interface StreamTickets {

    /**
     * Issues a ticket to the caller of the resource method that runs on this thread. It is good for
     * {@code cqrs.sse.ticket-life} (default 30 s).
     *
     * @param request what it opens, not {@code null}
     * @return the ticket: letters and digits, 128 random bits
     * @throws UnknownRequestException when no handler is declared for the request's type
     * @throws StreamRefusedException  when {@code cqrs.sse.max-tickets} (default 10,000) tickets are waiting to be used, or
     *     as many of this caller's as they may have streams
     */
    String issue(StreamRequest<?> request);

    /**
     * Delivers the stream of a ticket, as {@link SseMediator#deliver} does.
     *
     * <p>A client that has lost its connection comes back with the same ticket and the {@code Last-Event-ID} of its stream,
     * as browsers do, and goes on as long as the stream is held; after that it needs another ticket.
     *
     * @param ticket   as the client gave it; {@code null}, unknown, spent or too old: the client is told 403
     * @param response the suspended response of the resource method that calls; resumed here, whatever happens
     * @return as {@link SseMediator#deliver}; exceptionally with {@link StreamRefusedException} for a ticket that is
     *     not good
     */
    CompletionStage<StreamSummary> deliver(@Nullable String ticket, AsyncResponse response);
}
