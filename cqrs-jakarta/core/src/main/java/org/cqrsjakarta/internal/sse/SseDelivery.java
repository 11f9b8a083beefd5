package org.cqrsjakarta.internal.sse;

import jakarta.json.bind.Jsonb;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.cqrsjakarta.UnknownRequestException;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.rest.StreamSummary;
import org.jspecify.annotations.Nullable;

/**
 * Delivers streams as Server-Sent Events. Here it is decided which stream a request is served: a new one, from whatever
 * position, or the one that its client has lost.
 */
public final class SseDelivery implements AutoCloseable {

    private static final int TICKET_BYTES = 16;

    private final DeliveryContext delivery;
    private final Responses responses;
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
                engine,
                rules,
                new StreamRegistry(rules),
                new JournalSpace(rules.resumeBytesInAll()),
                jsonb,
                random,
                Signs.ofEvents(rules.retry()));
        responses = new Responses(delivery);
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
        if (!Caller.isKnown()) {
            return refuseUnknown(context, response);
        }
        Caller caller = Caller.take();
        if (caller.asksForHead()) {
            context.end();
            return responses.head(response);
        }
        Arrival arrival = Arrival.of(caller, request, delivery.registry());
        Optional<LastEventId> end = arrival.end();
        if (end.isPresent()) {
            context.end();
            return responses.finished(end.get(), response);
        }
        long from = arrival.from();
        if (arrival.known().isPresent()) {
            OpenStream<?> stream = arrival.known().get();
            if (stream.reaches(from)) {
                return resume(stream, from, context, response);
            }
            // Its client needs more than it has kept, and is served anew.
            stream.closeApart();
        }
        return start(chain, arrival.key(), context, from, response, () -> {});
    }

    /**
     * Starts the delivery of one stream to a sink, as soon as the server's thread is done with it.
     *
     * @param chain   what serves the request
     * @param request the request
     * @param context the caller's
     * @param sink    of the resource method that runs on this thread
     * @param sse     makes events
     * @return completes when the sink is closed
     */
    public <R> CompletionStage<StreamSummary> deliver(
            Chain<R> chain, Object request, StreamContext context, SseEventSink sink, Sse sse) {
        if (!Caller.isKnown()) {
            SseLog.LOG.notConfigured();
            context.end();
            SinkWriter.close(sink);
            return CompletableFuture.failedStage(Refusal.NOT_CONFIGURED.exception(delivery.rules()));
        }
        Caller.deliverToSink();
        Caller caller = Caller.take();
        if (caller.asksForHead()) {
            context.end();
            SinkWriter.close(sink);
            return CompletableFuture.completedStage(Responses.NO_STREAM);
        }
        Arrival arrival = Arrival.of(caller, request, delivery.registry());
        Optional<LastEventId> end = arrival.end();
        if (end.isPresent()) {
            context.end();
            SinkWriter.close(sink);
            return CompletableFuture.completedStage(end.get().summary());
        }
        // It goes on in responses only; its client is served anew.
        arrival.known().ifPresent(OpenStream::closeApart);
        var stream = new SinkStream<>(delivery, arrival.key(), chain, context, arrival.from(), sink, sse);
        Optional<Refusal> refusal = delivery.registry().open(stream);
        if (refusal.isPresent()) {
            context.end();
            SinkWriter.close(sink);
            return CompletableFuture.failedStage(refusal.get().exception(delivery.rules()));
        }
        ServerThread.whenDone(stream::start);
        return stream.result();
    }

    /**
     * Answers a request that nobody handles: a fault of the application, so that the client is told 500, and the log what
     * is missing.
     *
     * @return completes exceptionally with the reason
     */
    public CompletionStage<StreamSummary> refuse(UnknownRequestException reason, AsyncResponse response) {
        response.resume(Responses.unknown(reason, delivery.newInstance()));
        return CompletableFuture.failedStage(reason);
    }

    /**
     * The same for a sink, which can only be closed.
     *
     * @return completes exceptionally with the reason
     */
    public CompletionStage<StreamSummary> refuse(UnknownRequestException reason, SseEventSink sink) {
        SseLog.LOG.unknownRequest(String.valueOf(reason.getMessage()), delivery.newInstance());
        SinkWriter.close(sink);
        return CompletableFuture.failedStage(reason);
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
        return tickets.issue(chain, request, Caller.current().user(), contexts);
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
        if (!Caller.isKnown()) {
            return refuseUnknown(context, response);
        }
        Caller caller = Caller.take();
        if (caller.asksForHead()) {
            context.end();
            return responses.head(response);
        }
        Optional<LastEventId> last = LastEventId.parse(caller.lastEventId());
        if (last.isPresent() && last.get().isEnd()) {
            context.end();
            return responses.finished(last.get(), response);
        }
        long from = last.map(LastEventId::position).orElse(0L);
        Optional<OpenStream<?>> own = last.flatMap(id -> delivery.registry().find(id.stream()))
                .filter(stream -> stream.key().isOf(ticket) && stream.reaches(from));
        if (own.isPresent()) {
            return resume(own.get(), from, context, response);
        }
        context.end();
        Optional<Tickets.Issued<?>> issued = tickets.redeem(ticket);
        if (ticket == null || issued.isEmpty()) {
            return responses.refuse(Refusal.BAD_TICKET, response);
        }
        return start(issued.get(), ticket, response);
    }

    /**
     * Ends a stream of the caller of the resource method that runs on this thread.
     *
     * @param id of the stream
     * @return whether there was one
     */
    public boolean stop(String id) {
        String user = Caller.current().user();
        Optional<OpenStream<?>> own = delivery.registry()
                .find(id)
                .filter(stream -> Objects.equals(stream.key().user(), user));
        own.ifPresent(OpenStream::closeApart);
        return own.isPresent();
    }

    /**
     * The application stops: no stream is opened any more, clients are told, and what has not ended in time is closed.
     * Returns when nothing is open.
     */
    @Override
    public void close() {
        List<OpenDelivery> streams = delivery.registry().stop();
        CompletableFuture<Void> drained = delivery.registry().drained();
        if (streams.isEmpty() && drained.isDone()) {
            return;
        }
        var timeout = delivery.rules().drainTimeout();
        SseLog.LOG.draining(streams.size(), timeout);
        // Time counts from before the first client is told.
        var alarm = delivery.engine().time().schedule(timeout, () -> drained.complete(null));
        for (OpenDelivery stream : streams) {
            // Each on a thread of its own: a client that does not read would have all others wait.
            var unused = delivery.engine().threads().start("cqrs-drain-" + stream.id(), stream::drain);
        }
        drained.join();
        alarm.cancel();
        int open = delivery.registry().openStreams();
        if (open > 0) {
            SseLog.LOG.notDrained(open, timeout);
        }
        streams.forEach(OpenDelivery::close);
    }

    /** Not by mistake as somebody else's, nor past what is registered with the filter that keeps the caller. */
    private CompletionStage<StreamSummary> refuseUnknown(StreamContext context, AsyncResponse response) {
        SseLog.LOG.notConfigured();
        context.end();
        return responses.refuse(Refusal.NOT_CONFIGURED, response);
    }

    /** Whether no stream is open or held. */
    boolean isIdle() {
        return delivery.registry().isEmpty() && delivery.space().taken() == 0;
    }

    private <R> CompletionStage<StreamSummary> start(Tickets.Issued<R> issued, String ticket, AsyncResponse response) {
        StreamKey key = new StreamKey(issued.user(), issued.request(), ticket);
        StreamContext context = issued.contexts().get();
        return start(issued.chain(), key, context, 0, response, () -> tickets.giveBack(ticket, issued));
    }

    private <R> CompletionStage<StreamSummary> start(
            Chain<R> chain,
            StreamKey key,
            StreamContext context,
            long from,
            AsyncResponse response,
            Runnable onRefusal) {
        var stream = new OpenStream<>(delivery, key, chain, context, from);
        Optional<Refusal> refusal = delivery.registry().open(stream);
        if (refusal.isPresent()) {
            onRefusal.run();
            context.end();
            return responses.refuse(refusal.get(), response);
        }
        try {
            return responses.serve(new Attachment(stream, from), response);
        } catch (RuntimeException | Error e) {
            stream.close();
            context.end();
            throw e;
        }
    }

    /** The stream goes on in the contexts in which it began; those of who comes back are not needed. */
    private CompletionStage<StreamSummary> resume(
            OpenStream<?> stream, long from, StreamContext context, AsyncResponse response) {
        context.end();
        return responses.serve(new Attachment(stream, from), response);
    }
}
