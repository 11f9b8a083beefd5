package org.cqrsjakarta.internal.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.delivery.DeliveryContext;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.time.SystemTime;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.internal.wire.FakeResponse;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.spi.ItemEncoder;
import org.junit.jupiter.api.Test;

/** Encoders that leave something behind. */
class OddEncodersTest {

    private final AtomicInteger ids = new AtomicInteger();

    /** Items that the handler gives on a thread that is interrupted. */
    private final List<Object> interrupted = new CopyOnWriteArrayList<>();

    private String get(ItemEncoder encoder) {
        try (SystemTime time = new SystemTime()) {
            DeliveryContext delivery = DeliveryContext.of(
                    new StreamEngine(
                            time,
                            Threads.VIRTUAL,
                            new Random(1),
                            event -> {},
                            new EventTurns(event -> {}, 1),
                            new OpenRuns(),
                            () -> "s" + ids.incrementAndGet()),
                    Rules.withoutHolding(),
                    () -> encoder,
                    new Random(1));
            LiveResponses responses =
                    new LiveResponses(time, Threads.VIRTUAL, delivery.rules().responses());
            SseDelivery sse = new SseDelivery(delivery, responses);
            HandlerSource<Object> handlers = () -> new HandlerInstance<>() {
                @Override
                public Opened<Object> open(Object request, Switchover<Object> switchover) {
                    return new Opened.Pulled<>(Stream.of((Object) 1, 2, 3).peek(item -> {
                        if (Thread.currentThread().isInterrupted()) {
                            interrupted.add(item);
                        }
                    }));
                }

                @Override
                public void release() {}
            };
            Chain<Object> chain = new Chain<>(List.of(
                    new Step<>("Odd", Object.class, Shape.PULLED, handlers, Guards.of("Odd", Circuit.NONE), null)));
            new Caller(null, null, false, null, null).enter();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            var result = sse.deliver(chain, "r", StreamContext.ENCLOSING, new FakeResponse(out, false));
            AtomicInteger over = new AtomicInteger();
            result.whenComplete((a, b) -> over.incrementAndGet());
            until(() -> over.get() > 0, () -> "end of " + out.toString(UTF_8));
            until(() -> delivery.registry().isEmpty() && delivery.space().isEmpty(), () -> "idle");
            return out.toString(UTF_8);
        }
    }

    @Test
    void anInterruptThatAnEncoderLeavesReachesNoHandler() {
        get(item -> {
            Thread.currentThread().interrupt();
            return "1";
        });
        assertThat(interrupted).isEmpty();
    }
}
