package org.cqrsjakarta.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Callers;
import org.cqrsjakarta.rest.StreamSummary;
import org.junit.jupiter.api.Test;

/** A server whose code for sinks throws errors, as where a class of it cannot be loaded any more. */
class FailingSinkTest {

    private final DeliveryHarness harness = new DeliveryHarness(Rules.usual());
    private final Feed live = harness.feed();
    private final AtomicInteger closings = new AtomicInteger();

    private CompletionStage<StreamSummary> deliver(boolean failsToSend, boolean failsToClose) {
        Callers.begin();
        SseEventSink sink = new SseEventSink() {
            @Override
            public boolean isClosed() {
                return closings.get() > 0;
            }

            @Override
            public CompletionStage<?> send(OutboundSseEvent event) {
                if (failsToSend && "complete".equals(event.getName())) {
                    throw new NoClassDefFoundError("of the server");
                }
                return CompletableFuture.completedStage(null);
            }

            @Override
            public void close() {
                closings.incrementAndGet();
                if (failsToClose) {
                    throw new NoClassDefFoundError("of the server");
                }
            }
        };
        return harness.sinks.deliver(harness.chain(live), Ask.USUAL, StreamContext.ENCLOSING, sink, new FakeSse());
    }

    private void assertOver(CompletionStage<StreamSummary> result) {
        harness.turnUntil(
                Rules.HEARTBEAT,
                () -> closings.get() > 0 && result.toCompletableFuture().isDone() && harness.isIdle(),
                () -> "closed " + closings + " times, told "
                        + result.toCompletableFuture().isDone() + ", nothing open " + harness.isIdle());
    }

    @Test
    void whereTheEndCannotBeSentTheSinkIsClosed() {
        live.give(1).end();
        assertOver(deliver(true, false));
    }

    @Test
    void whereItCannotBeClosedItIsForgotten() {
        live.give(1).end();
        assertOver(deliver(false, true));
        assertThat(closings).hasValue(1);
    }
}
