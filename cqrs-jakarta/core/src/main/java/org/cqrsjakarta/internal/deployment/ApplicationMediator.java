package org.cqrsjakarta.internal.deployment;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cqrsjakarta.Request;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.StreamingMediator;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.context.ContextCapture;
import org.cqrsjakarta.internal.stream.PulledStream;
import org.cqrsjakarta.internal.stream.RunPublisher;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.stream.StreamRun;
import org.cqrsjakarta.internal.stream.SwitchoverListener;
import org.jspecify.annotations.Nullable;

/**
 * The mediator of one application, with what there is everywhere.
 *
 * @param streams   the chains of stream requests
 * @param responses the chains of requests for one response
 */
record ApplicationMediator(HandlerTable streams, HandlerTable responses, StreamEngine engine, ContextCapture contexts)
        implements StreamingMediator {

    @Override
    public <R> Stream<R> stream(StreamRequest<R> request) {
        return PulledStream.of(engine.prepare(chainOf(request), request, contexts.capture(), SwitchoverListener.NONE));
    }

    @Override
    public <R> Flow.Publisher<R> publisher(StreamRequest<R> request) {
        Chain<R> chain = chainOf(request);
        Supplier<StreamContext> captured = contexts.captureForMany();
        return new RunPublisher<>(
                () -> engine.prepare(chain, request, captured.get(), SwitchoverListener.NONE), engine.threads());
    }

    @Override
    public <R> @Nullable R send(Request<R> request) {
        Chain<Reply<R>> chain = responses.chainOf(Objects.requireNonNull(request, "request"));
        AtomicReference<@Nullable R> response = new AtomicReference<>();
        try (StreamRun<Reply<R>> run = engine.prepare(chain, request, contexts.capture(), SwitchoverListener.NONE)) {
            run.forEachRemaining(reply -> response.setPlain(reply.value()));
        }
        return response.getPlain();
    }

    private <R> Chain<R> chainOf(StreamRequest<R> request) {
        return streams.chainOf(Objects.requireNonNull(request, "request"));
    }
}
