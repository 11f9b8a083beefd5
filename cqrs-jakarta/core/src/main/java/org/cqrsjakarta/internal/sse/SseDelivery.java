package org.cqrsjakarta.internal.sse;

import jakarta.json.bind.Jsonb;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
                    try {
                        respond(response, answer, attachment);
                    } finally {
                        attachment.left();
                    }
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.cqrsjakarta.StreamSummary;
import org.cqrsjakarta.internal.stream.Chain;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.jspecify.annotations.Nullable;

/**
 * Delivers streams as Server-Sent Events. Each response is resumed from a virtual thread of its own, with an entity that
 * waits until the response has been written: so a client that stops reading blocks the thread of its stream and nothing
 * else. A client that comes back goes on with its stream.
 *
 * <p>The response's thread has the caller's class loader, for what the server and its filters look up. It runs no
 * handler, so it enters none of the other contexts: they would cost each idle stream a quarter of its memory.
 */
public final class SseDelivery implements AutoCloseable {

    private static final int NO_CONTENT = 204;
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final int TICKET_BYTES = 16;
    private static final String PROBLEM = "application/problem+json";

    /** What clients are told when the application stops: they come back when another instance may have taken over. */
    private static final byte[] STOPPING = stopping();

    private final DeliveryContext delivery;
    private final Tickets tickets;

    /**
     * Creates the delivery of one application.
     *
     * @param engine runs the streams
     * @param rules  bounds and times
     * @param jsonb  writes items
     * @param random for the ids of failures, and for tickets: one that nobody can guess
     */
    public SseDelivery(StreamEngine engine, DeliveryRules rules, Supplier<Jsonb> jsonb, RandomGenerator random) {
        delivery = new DeliveryContext(
                engine, rules, new StreamRegistry(rules), new JournalSpace(rules.resumeBytesInAll()), jsonb, random);
        tickets = new Tickets(engine.time(), rules, () -> {
            byte[] secret = new byte[TICKET_BYTES];
            random.nextBytes(secret);
            return HexFormat.of().formatHex(secret);
        });
    }

    /**
     * Starts the delivery of one stream, or goes on with the one that the client has lost.
     *
     * @param chain    what serves the request
     * @param request  the request
     * @param context  the caller's
     * @param response the suspended response of the resource method that runs on this thread
     * @return completes when the response has ended
     */
    public <R> CompletionStage<StreamSummary> deliver(
            Chain<R> chain, Object request, StreamContext context, AsyncResponse response) {
        Caller caller = Caller.take();
        StreamKey key = new StreamKey(caller.user(), request, null);
        Optional<LastEventId> last = LastEventId.parse(caller.lastEventId());
        Optional<OpenStream<?>> known = known(last);
        if (known.isPresent() && !known.get().key().equals(key)) {
            // Of somebody else, or of something else: as if there were none.
            last = Optional.empty();
            known = Optional.empty();
        }
        if (last.isPresent() && last.get().isEnd()) {
            return finished(last.get(), context, response);
        }
        long from = last.map(LastEventId::position).orElse(0L);
        if (known.isPresent()) {
            OpenStream<?> stream = known.get();
            if (stream.reaches(from)) {
                return resume(stream, from, context, response);
            }
            if (from > stream.position()) {
                from = 0;
            } else {
                // Its client needs more than it has kept, and is served anew.
                stream.close();
            }
        }
        return start(chain, key, context, from, response);
    }

    /**
     * Issues a ticket for one stream to the caller of the resource method that runs on this thread.
     *
     * @param chain    what serves the request
     * @param request  the request
     * @param contexts give the caller's
     * @return the ticket
     */
    public <R> String issue(Chain<R> chain, Object request, Supplier<StreamContext> contexts) {
        return tickets.issue(chain, request, Caller.take().user(), contexts);
    }

    /**
     * Starts the delivery of a ticket's stream, or goes on with it for a client that has lost it.
     *
     * @param ticket   as the client gave it; {@code null} if it gave none
     * @param context  of whoever brings it, who may be nobody
     * @param response the suspended response of the resource method that runs on this thread
     * @return completes when the response has ended
     */
    public CompletionStage<StreamSummary> deliver(
            @Nullable String ticket, StreamContext context, AsyncResponse response) {
        Optional<LastEventId> last = LastEventId.parse(Caller.take().lastEventId());
        if (last.isPresent() && last.get().isEnd()) {
            return finished(last.get(), context, response);
        }
        long from = last.map(LastEventId::position).orElse(0L);
        Optional<OpenStream<?>> own = known(last).filter(stream -> stream.key().isOf(ticket) && stream.reaches(from));
        if (own.isPresent()) {
            return resume(own.get(), from, context, response);
        }
        context.end();
        return tickets.redeem(ticket)
                .map(issued -> start(issued, ticket, response))
                .orElseGet(() -> refuse(Refusal.BAD_TICKET, response));
    }

    /**
     * The application stops: no stream is opened any more, clients are told, and what has not ended in time is closed.
     * Returns when nothing is open.
     */
    @Override
    public void close() {
        List<OpenStream<?>> streams = delivery.registry().stop();
        if (streams.isEmpty()) {
            return;
        }
        var timeout = delivery.rules().drainTimeout();
        SseLog.LOG.draining(streams.size(), timeout);
        for (OpenStream<?> stream : streams) {
            // Each on a thread of its own: a client that does not read would have all others wait.
            var unused = delivery.engine().threads().start("cqrs-drain-" + stream.id(), () -> stream.drain(STOPPING));
        }
        CompletableFuture<Void> drained = delivery.registry().drained();
        var alarm = delivery.engine().time().schedule(timeout, () -> drained.complete(null));
        drained.join();
        alarm.cancel();
        int open = delivery.registry().openStreams();
        if (open > 0) {
            SseLog.LOG.notDrained(open, timeout);
        }
        streams.forEach(OpenStream::close);
    }

    /** Whether no stream is open or held. */
    boolean isIdle() {
        return delivery.registry().isEmpty() && delivery.space().taken() == 0;
    }

    private Optional<OpenStream<?>> known(Optional<LastEventId> last) {
        return last.flatMap(id -> delivery.registry().find(id.stream()));
    }

    private <R> CompletionStage<StreamSummary> start(
            Tickets.Issued<R> issued, @Nullable String ticket, AsyncResponse response) {
        StreamKey key = new StreamKey(issued.user(), issued.request(), ticket);
        return start(issued.chain(), key, issued.contexts().get(), 0, response);
    }

    private <R> CompletionStage<StreamSummary> start(
            Chain<R> chain, StreamKey key, StreamContext context, long from, AsyncResponse response) {
        var stream = new OpenStream<>(delivery, key, chain, context, from);
        Optional<Refusal> refusal = delivery.registry().open(stream);
        if (refusal.isPresent()) {
            context.end();
            return refuse(refusal.get(), response);
        }
        return serve(new Attachment(stream, from), response);
    }

    /** The stream goes on in the contexts in which it began; those of who comes back are not needed. */
    private CompletionStage<StreamSummary> resume(
            OpenStream<?> stream, long from, StreamContext context, AsyncResponse response) {
        context.end();
        return serve(new Attachment(stream, from), response);
    }

    private CompletionStage<StreamSummary> serve(Attachment attachment, AsyncResponse response) {
        response.register((CompletionCallback) failure -> attachment.responseEnded());
        Response answer = Response.ok((StreamingOutput) attachment::serve, MediaType.SERVER_SENT_EVENTS_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        var unused = delivery.engine()
                .threads()
                .start("cqrs-response-" + attachment.stream().id(), () -> {
                    Thread.currentThread().setContextClassLoader(loader);
                    try {
                        respond(response, answer, attachment);
                    } finally {
                        attachment.left();
                    }
                });
        return attachment.result();
    }

    @SuppressWarnings("IllegalCatch")
    private static void respond(AsyncResponse response, Response answer, Attachment attachment) {
        try {
            if (!response.resume(answer)) {
                attachment.responseEnded();
            }
        } catch (Throwable e) {
            // The response cannot be written or ended any more, as when the server stops.
            SseLog.LOG.debugf(
                    e,
                    "Stream %s: a response could not be written",
                    attachment.stream().id());
            attachment.cannotServe(e);
            giveUp(response, e);
        }
    }

    /** The client has got the end, and asks again because that is what browsers do: this answer stops them. */
    private static CompletionStage<StreamSummary> finished(
            LastEventId last, StreamContext context, AsyncResponse response) {
        context.end();
        response.resume(Response.status(NO_CONTENT)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                // Of nothing, but it has the status sent: GlassFish makes a 200 of one that is not when the method
                // returns.
                .entity((StreamingOutput) OutputStream::flush)
                .build());
        return CompletableFuture.completedStage(new StreamSummary(last.stream(), 0, List.of(), true));
    }

    private CompletionStage<StreamSummary> refuse(Refusal refusal, AsyncResponse response) {
        Response.ResponseBuilder answer = Response.status(refusal.status())
                .type(PROBLEM)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(SseEvents.refusal(refusal));
        response.resume(
                (refusal.passes() ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS) : answer).build());
        return CompletableFuture.failedStage(refusal.exception(delivery.rules()));
    }

    @SuppressWarnings("IllegalCatch")
    private static void giveUp(AsyncResponse response, Throwable failure) {
        try {
            response.resume(failure);
        } catch (RuntimeException e) {
            SseLog.LOG.debug("A response that could not be written could not be refused either", e);
        }
    }

    private static byte[] stopping() {
        var notice = new ByteArrayOutputStream();
        notice.writeBytes(FrameEncoder.comment("the application stops"));
        notice.writeBytes(FrameEncoder.retry(RETRY_AFTER_SECONDS * 1000L));
        return notice.toByteArray();
    }
}
