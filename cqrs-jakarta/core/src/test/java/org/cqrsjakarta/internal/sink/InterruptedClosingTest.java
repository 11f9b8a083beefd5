package org.cqrsjakarta.internal.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.source.Opened;
import org.junit.jupiter.api.Test;

/** A client that reads nothing is given up, and the handler closes what it has opened. */
class InterruptedClosingTest {

    private final DeliveryHarness harness = new DeliveryHarness(Rules.usual());
    private final CompletableFuture<Boolean> interruptedWhileClosing = new CompletableFuture<>();

    private final class Endless implements HandlerInstance<Object> {
        @Override
        public Opened<Object> open(Object request, Switchover<Object> switchover) {
            return new Opened.Pulled<>(Stream.<Object>generate(() -> 1)
                    .onClose(() -> interruptedWhileClosing.complete(
                            Thread.currentThread().isInterrupted())));
        }

        @Override
        public void release() {}
    }

    @Test
    void noInterruptReachesWhatTheHandlerDoesWhenItCloses() throws Exception {
        FakeSink sink = new FakeSink(FakeSink.Kind.LATE);
        harness.deliver(
                new Chain<>(List.of(new Step<>(
                        "Live", Object.class, Shape.PULLED, Endless::new, Guards.of("Live", Circuit.NONE), null))),
                null,
                null,
                sink);
        sink.awaitSent(SinkWriter.IN_FLIGHT);
        harness.turnUntil(Rules.HEARTBEAT, () -> interruptedWhileClosing.isDone(), () -> "the handler is closed");
        assertThat(interruptedWhileClosing.get(20, TimeUnit.SECONDS)).isFalse();
    }
}
