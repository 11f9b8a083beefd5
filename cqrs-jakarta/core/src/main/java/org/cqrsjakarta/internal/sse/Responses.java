package org.cqrsjakarta.internal.sse;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cqrsjakarta.UnknownRequestException;
import org.cqrsjakarta.rest.StreamSummary;

/**
 * How suspended responses are answered. One that is written to is resumed from a virtual thread of its own, with an
 * entity that waits until it has been written: so a client that stops reading blocks the thread of its stream and nothing
 * else.
 *
 * <p>The response's thread has the caller's class loader, for what the server and its filters look up. It runs no
 * handler, so it enters none of the other contexts: they would cost each idle stream a quarter of its memory.
 */
final class Responses {

    /** What became of a stream that nobody has asked for. */
    static final StreamSummary NO_STREAM = new StreamSummary("", 0, List.of(), false);

    private static final int NO_CONTENT = 204;
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final String PROBLEM = "application/problem+json";

    private final DeliveryContext delivery;

    Responses(DeliveryContext delivery) {
        this.delivery = delivery;
    }

    /** Has a stream written to a response; completes when that has ended. */
    CompletionStage<StreamSummary> serve(Attachment attachment, AsyncResponse response) {
        response.register((CompletionCallback) failure -> attachment.responseEnded());
        Response answer =
                stream().entity((StraightOut.LiveEntity) attachment::serve).build();
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

    private static Response.ResponseBuilder stream() {
        return LiveResponses.begun(LiveResponses.Form.EVENTS);
    }

    /** The client asks for the headers of a stream: none is opened. */
    CompletionStage<StreamSummary> head(AsyncResponse response) {
        response.resume(stream().build());
        return CompletableFuture.completedStage(NO_STREAM);
    }

    /** The client has got the end, and asks again because that is what browsers do: this answer stops them. */
    CompletionStage<StreamSummary> finished(LastEventId last, AsyncResponse response) {
        response.resume(Response.status(NO_CONTENT)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity((StreamingOutput) Responses::writeNothing)
                .build());
        return CompletableFuture.completedStage(last.summary());
    }

    /** Has the status sent: GlassFish makes a 200 of one that it has only been told when an asynchronous response ends. */
    private static void writeNothing(OutputStream out) throws IOException {
        out.write(new byte[0]);
        out.flush();
    }

    /** No stream is opened for this request. */
    CompletionStage<StreamSummary> refuse(Refusal refusal, AsyncResponse response) {
        Response.ResponseBuilder answer = Response.status(refusal.status())
                .type(PROBLEM)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(SseEvents.refusal(refusal));
        if (refusal.passes()) {
            answer = answer.header(HttpHeaders.RETRY_AFTER, secondsUntilItMayPass(refusal));
        }
        response.resume(answer.build());
        return CompletableFuture.failedStage(refusal.exception(delivery.rules()));
    }

    private long secondsUntilItMayPass(Refusal refusal) {
        return refusal == Refusal.STOPPING
                ? delivery.rules().drainRetry().plusMillis(999).toSeconds()
                : RETRY_AFTER_SECONDS;
    }

    /** Nobody handles this request: a fault of the application, which the log describes, and its client cannot mend. */
    static Response unknown(UnknownRequestException reason, UUID instance) {
        SseLog.LOG.unknownRequest(String.valueOf(reason.getMessage()), instance);
        return Response.serverError()
                .type(PROBLEM)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(SseEvents.failure(reason, instance))
                .build();
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

    @SuppressWarnings("IllegalCatch")
    private static void giveUp(AsyncResponse response, Throwable failure) {
        try {
            response.resume(failure);
        } catch (RuntimeException e) {
            SseLog.LOG.debug("A response that could not be written could not be refused either", e);
        }
    }
}
