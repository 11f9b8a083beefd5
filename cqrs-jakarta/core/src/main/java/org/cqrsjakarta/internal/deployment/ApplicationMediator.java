package org.cqrsjakarta.internal.deployment;

import jakarta.ws.rs.container.AsyncResponse;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamSummary;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.internal.context.ContextCapture;
import org.cqrsjakarta.internal.sse.SseDelivery;
import org.cqrsjakarta.internal.stream.Chain;
import org.cqrsjakarta.internal.stream.PulledStream;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.stream.SwitchoverListener;

/** The mediator of one application. */
final class ApplicationMediator implements StreamingMediator {

    private final HandlerTable table;
    private final StreamEngine engine;
    private final ContextCapture contexts;
    private final SseDelivery delivery;

    ApplicationMediator(HandlerTable table, StreamEngine engine, ContextCapture contexts, SseDelivery delivery) {
        this.table = table;
        this.engine = engine;
        this.contexts = contexts;
        this.delivery = delivery;
    }

    @Override
    public <R> Stream<R> stream(StreamRequest<R> request) {
        return PulledStream.of(engine.prepare(chainOf(request), request, contexts.capture(), SwitchoverListener.NONE));
    }

    @Override
    public <R> CompletionStage<StreamSummary> deliver(StreamRequest<R> request, AsyncResponse response) {
        Chain<R> chain = chainOf(request);
        return delivery.deliver(chain, request, contexts.capture(), Objects.requireNonNull(response, "response"));
    }

    private <R> Chain<R> chainOf(StreamRequest<R> request) {
        return table.chainOf(Objects.requireNonNull(request, "request"));
    }
}
