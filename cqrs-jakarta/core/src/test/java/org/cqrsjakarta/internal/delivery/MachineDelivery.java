package org.cqrsjakarta.internal.delivery;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.Guards;
import org.cqrsjakarta.internal.chain.HandlerInstance;
import org.cqrsjakarta.internal.chain.HandlerSource;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.sink.SinkDelivery;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.sse.SseDelivery;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.telemetry.Telemetry;
import org.cqrsjakarta.internal.time.SystemTime;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.LineEncoder;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.spi.ItemEncoder;

/** Delivery under the machine's own clock, for tests of what threads do to each other. */
public final class MachineDelivery implements AutoCloseable {

    public final SystemTime time = new SystemTime();
    public final DeliveryContext delivery;
    public final LiveResponses responses;
    public final SseDelivery sse;
    public final SinkDelivery sinks;
    private final AtomicInteger ids = new AtomicInteger();

    /**
     * Sets it up.
     *
     * @param rules     of delivery
     * @param encoder   writes items
     * @param telemetry is told what the engine tells its observers
     */
    public MachineDelivery(DeliveryRules rules, ItemEncoder encoder, Telemetry telemetry) {
        StreamEngine engine = new StreamEngine(
                time,
                Threads.VIRTUAL,
                new Random(1),
                telemetry,
                new EventTurns(event -> {}, 1),
                new OpenRuns(),
                () -> "s" + ids.incrementAndGet());
        delivery = DeliveryContext.of(engine, rules, () -> LineEncoder.of(encoder), new Random(1));
        responses = new LiveResponses(time, Threads.VIRTUAL, rules.responses());
        sse = new SseDelivery(delivery, responses);
        sinks = new SinkDelivery(delivery);
    }

    /** A chain of one handler without a circuit, which gives this each time it is asked. */
    public static Chain<Object> of(Supplier<Stream<Object>> items) {
        HandlerSource<Object> handlers = () -> new HandlerInstance<>() {
            @Override
            public Opened<Object> open(Object request, Switchover<Object> switchover) {
                return new Opened.Pulled<>(items.get());
            }

            @Override
            public void release() {}
        };
        return new Chain<>(List.of(
                new Step<>("Only", Object.class, Shape.PULLED, handlers, Guards.of("Only", Circuit.NONE), null)));
    }

    /** Whether no stream is open or held, and nothing is kept. */
    public boolean isIdle() {
        return delivery.registry().isEmpty() && delivery.space().isEmpty();
    }

    @Override
    public void close() {
        delivery.stop(time);
        responses.stop(time);
        time.close();
    }
}
