package org.cqrsjakarta.internal.sink;

import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.cqrsjakarta.UnknownRequestException;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.Arrival;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.delivery.DeliveryLog;
import org.cqrsjakarta.internal.delivery.Refusal;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.internal.wire.ServerThread;
import org.cqrsjakarta.rest.StreamSummary;

/**
 * Delivers streams to event sinks.
 *
 * @param delivery what all streams of the application share
 */
public record SinkDelivery(DeliveryContext delivery) {

    /**
     * Starts the delivery of one stream, as soon as the server's thread is done with the request.
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
        Caller.deliverToSink();
        return answer(Arrival.of(request, context, delivery), chain, context, sink, sse);
    }

    private <R> CompletionStage<StreamSummary> answer(
            Arrival arrival, Chain<R> chain, StreamContext context, SseEventSink sink, Sse sse) {
        return switch (arrival) {
            case Arrival.Head head -> closed(new StreamSummary("", 0, List.of(), false), context, sink);
            case Arrival.End end -> closed(new StreamSummary(end.last().id(), 0, List.of(), true), context, sink);
            case Arrival.Refused refused -> refuse(refused.refusal(), context, sink);
            case Arrival.Start start -> start(chain, start, context, sink, sse);
            // It goes on in responses only; its client is served anew.
            case Arrival.Resume resume ->
                start(
                        chain,
                        new Arrival.Start(resume.stream().key(), resume.from(), resume.stream()),
                        context,
                        sink,
                        sse);
            case Arrival.Elsewhere asked -> answer(asked.otherwise(), chain, context, sink, sse);
            case Arrival.Follow follow -> throw new IllegalArgumentException("A sink follows no other node: " + follow);
        };
    }

    /**
     * Answers a request that nobody handles: a fault of the application. A sink can only be closed.
     *
     * @return completes exceptionally with the reason
     */
    public CompletionStage<StreamSummary> refuse(UnknownRequestException reason, SseEventSink sink) {
        DeliveryLog.LOG.unknownRequest(String.valueOf(reason.getMessage()), delivery.newInstance());
        SinkWriter.close(sink);
        return CompletableFuture.failedStage(reason);
    }

    private <R> CompletionStage<StreamSummary> start(
            Chain<R> chain, Arrival.Start start, StreamContext context, SseEventSink sink, Sse sse) {
        var stream = new SinkStream<>(delivery, start.key(), chain, context, start.from(), sink, sse);
        Optional<Refusal> refusal = delivery.registry().open(stream, start.inPlaceOf());
        if (refusal.isPresent()) {
            return refuse(refusal.get(), context, sink);
        }
        start.closeReplaced();
        ServerThread.whenDone(stream::start);
        return stream.result();
    }

    private CompletionStage<StreamSummary> refuse(Refusal refusal, StreamContext context, SseEventSink sink) {
        context.end();
        SinkWriter.close(sink);
        return CompletableFuture.failedStage(refusal.exception(delivery.rules()));
    }

    private static CompletionStage<StreamSummary> closed(
            StreamSummary summary, StreamContext context, SseEventSink sink) {
        context.end();
        SinkWriter.close(sink);
        return CompletableFuture.completedStage(summary);
    }
}
