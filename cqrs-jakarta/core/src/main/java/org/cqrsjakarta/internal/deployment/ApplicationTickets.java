package org.cqrsjakarta.internal.deployment;

import jakarta.ws.rs.container.AsyncResponse;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.internal.context.ContextCapture;
import org.cqrsjakarta.internal.sse.SseDelivery;
import org.cqrsjakarta.rest.StreamSummary;
import org.cqrsjakarta.rest.StreamTickets;
import org.jspecify.annotations.Nullable;

/**
 * The tickets of one application.
 *
 * @param streams the chains of stream requests
 */
record ApplicationTickets(HandlerTable streams, ContextCapture contexts, SseDelivery delivery)
        implements StreamTickets {

    @Override
    public String issue(StreamRequest<?> request) {
        return delivery.issue(
                streams.chainOf(Objects.requireNonNull(request, "request")), request, contexts.captureForMany());
    }

    @Override
    public CompletionStage<StreamSummary> deliver(@Nullable String ticket, AsyncResponse response) {
        DeliveringMediator.present(response);
        return delivery.deliver(ticket, contexts.capture(), response);
    }
}
