package org.cqrsjakarta.internal.sse;

import jakarta.json.bind.Jsonb;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.cqrsjakarta.StreamSummary;
import org.cqrsjakarta.internal.stream.Chain;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;

/**
 * Delivers streams as Server-Sent Events. Each response is resumed from a virtual thread of its stream's own, with an
 * entity that writes: so a client that stops reading blocks that thread and nothing else.
 */
public final class SseDelivery {

    private final StreamEngine engine;
    private final Duration heartbeat;
    private final Supplier<Jsonb> jsonb;
    private final RandomGenerator random;

    /**
     * Creates the delivery of one application.
     *
     * @param engine    runs the streams
     * @param heartbeat silence after which a comment is sent
     * @param jsonb     writes items
     * @param random    for the ids of failures
     */
    public SseDelivery(StreamEngine engine, Duration heartbeat, Supplier<Jsonb> jsonb, RandomGenerator random) {
        this.engine = engine;
        this.heartbeat = heartbeat;
        this.jsonb = jsonb;
        this.random = random;
    }

    /**
     * Starts the delivery of one stream.
     *
     * @param chain    what serves the request
     * @param request  the request
     * @param context  the caller's
     * @param response the suspended response
     * @return completes when the response has ended
     */
    public <R> CompletionStage<StreamSummary> deliver(
            Chain<R> chain, Object request, StreamContext context, AsyncResponse response) {
        var exchange = new SseExchange<>(engine, chain, request, context, heartbeat, jsonb, random);
        response.register((CompletionCallback) failure -> exchange.responseEnded());
        Response answer = Response.ok((StreamingOutput) exchange::writeTo, MediaType.SERVER_SENT_EVENTS_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
        var unused =
                engine.threads().start("cqrs-stream-" + exchange.id(), () -> run(context, response, answer, exchange));
        return exchange.summary();
    }

    @SuppressWarnings("IllegalCatch")
    private static void run(StreamContext context, AsyncResponse response, Response answer, SseExchange<?> exchange) {
        try {
            boolean taken = context.call(() -> response.resume(answer));
            if (!taken) {
                exchange.responseEnded();
            }
        } catch (Throwable e) {
            // The contexts cannot be entered or the response not be ended any more, as when the server stops.
            SseLog.LOG.debugf(e, "Stream %s: its response could not be written", exchange.id());
            exchange.cannotRun(e);
            refuse(response, e);
        } finally {
            context.end();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private static void refuse(AsyncResponse response, Throwable failure) {
        try {
            response.resume(failure);
        } catch (RuntimeException e) {
            SseLog.LOG.debug("A response that could not be written could not be refused either", e);
        }
    }
}
