package org.cqrsjakarta.internal.deployment;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.cqrsjakarta.Request;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.UnknownRequestException;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.context.ContextCapture;
import org.cqrsjakarta.internal.sink.SinkDelivery;
import org.cqrsjakarta.internal.sse.SseDelivery;
import org.cqrsjakarta.rest.SseMediator;
import org.cqrsjakarta.rest.StreamSummary;
import org.jspecify.annotations.Nullable;

/**
 * The mediator of one application that has Jakarta REST.
 *
 * @param mediator what there is everywhere
 * @param streams  the chains of stream requests
 */
record DeliveringMediator(
        StreamingMediator mediator,
        HandlerTable streams,
        ContextCapture contexts,
        SseDelivery delivery,
        SinkDelivery sinks)
        implements SseMediator {

    @Override
    public <R> Stream<R> stream(StreamRequest<R> request) {
        return mediator.stream(request);
    }

    @Override
    public <R> Flow.Publisher<R> publisher(StreamRequest<R> request) {
        return mediator.publisher(request);
    }

    @Override
    public <R> @Nullable R send(Request<R> request) {
        return mediator.send(request);
    }

    @Override
    public <R> CompletionStage<StreamSummary> deliver(StreamRequest<R> request, AsyncResponse response) {
        present(response);
        try {
            return delivery.deliver(chainOf(request), request, contexts.capture(), response);
        } catch (UnknownRequestException e) {
            return delivery.refuse(e, response);
        }
    }

    @Override
    public <R> CompletionStage<StreamSummary> deliverTo(StreamRequest<R> request, SseEventSink sink, Sse sse) {
        present(sink, "SseEventSink sink");
        present(sse, "Sse sse");
        try {
            return sinks.deliver(chainOf(request), request, contexts.capture(), sink, sse);
        } catch (UnknownRequestException e) {
            return sinks.refuse(e, sink);
        }
    }

    @Override
    public boolean stop(String address) {
        return delivery.stop(Objects.requireNonNull(address, "address"));
    }

    @Override
    public int stopAll(String user) {
        return delivery.stopAll(Objects.requireNonNull(user, "user"));
    }

    /** What the server gives to a resource method is {@code null} where the annotation was forgotten. */
    static void present(@Nullable AsyncResponse response) {
        if (response == null) {
            throw DeploymentMessages.MESSAGES.noResponse();
        }
    }

    private static void present(@Nullable Object injected, String parameter) {
        if (injected == null) {
            throw DeploymentMessages.MESSAGES.notInjected(parameter);
        }
    }

    private <R> Chain<R> chainOf(StreamRequest<R> request) {
        return streams.chainOf(Objects.requireNonNull(request, "request"));
    }
}
