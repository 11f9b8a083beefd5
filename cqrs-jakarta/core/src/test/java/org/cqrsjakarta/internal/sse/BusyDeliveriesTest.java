package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
import org.cqrsjakarta.internal.sink.FakeSse;
import org.cqrsjakarta.internal.sink.SinkDelivery;
import org.cqrsjakarta.internal.source.Opened;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.stream.StreamEngine;
import org.cqrsjakarta.internal.time.SystemTime;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.internal.wire.FakeResponse;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Deliveries that are never short of items, to clients that read as fast: clients that come then get their first item while
 * they run. Their work is bounded, not their time.
 */
class BusyDeliveriesTest {

    private static final int CARRIERS = Runtime.getRuntime().availableProcessors();

    /** Some seconds of work for each. */
    private static final long ITEMS = 10_000_000;

    private static final int FURTHER = 20;

    private final Jsonb jsonb = JsonbBuilder.create();
    private final SystemTime time = new SystemTime();
    private final AtomicInteger ids = new AtomicInteger();
    private final DeliveryContext delivery = DeliveryContext.of(
            new StreamEngine(
                    time,
                    Threads.VIRTUAL,
                    new Random(1),
                    event -> {},
                    new EventTurns(event -> {}, 1),
                    new OpenRuns(),
                    () -> "s" + ids.incrementAndGet()),
            Rules.withoutHolding(),
            () -> jsonb::toJson,
            new Random(1));
    private final LiveResponses responses =
            new LiveResponses(time, Threads.VIRTUAL, delivery.rules().responses());
    private final SseDelivery sse = new SseDelivery(delivery, responses);
    private final SinkDelivery sinks = new SinkDelivery(delivery);
    private final CountDownLatch running = new CountDownLatch(CARRIERS);
    private final AtomicLong most = new AtomicLong();
    private volatile boolean enough;

    @AfterEach
    void stop() {
        enough = true;
        delivery.stop(time);
        responses.stop(time);
        time.close();
    }

    private Chain<Object> chain(Stream<Object> items) {
        HandlerSource<Object> handlers = () -> new HandlerInstance<>() {
            @Override
            public Opened<Object> open(Object request, Switchover<Object> switchover) {
                return new Opened.Pulled<>(items);
            }

            @Override
            public void release() {}
        };
        return new Chain<>(List.of(
                new Step<>("Busy", Object.class, Shape.PULLED, handlers, Guards.of("Busy", Circuit.NONE), null)));
    }

    private Chain<Object> busy() {
        AtomicLong given = new AtomicLong();
        return chain(Stream.generate(() -> (Object) 1).takeWhile(item -> {
            if (given.getAndIncrement() == 0) {
                running.countDown();
            }
            most.accumulateAndGet(given.get(), Math::max);
            return !enough && given.get() < ITEMS;
        }));
    }

    private void deliver(Chain<Object> chain, boolean toSink) {
        new Caller(null, null, false, null, null).enter();
        if (toSink) {
            var unused = sinks.deliver(chain, "request", StreamContext.ENCLOSING, new Swallowing(), new FakeSse());
        } else {
            var response = new FakeResponse(OutputStream.nullOutputStream(), false);
            var unused = sse.deliver(chain, "request", StreamContext.ENCLOSING, response);
        }
    }

    private static final class Swallowing implements SseEventSink {
        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clientsThatComeMeanwhileAreServed(boolean toSink) throws Exception {
        for (int i = 0; i < CARRIERS; i++) {
            deliver(busy(), toSink);
        }
        running.await();
        for (int i = 0; i < FURTHER && most.get() < ITEMS; i++) {
            CountDownLatch served = new CountDownLatch(1);
            deliver(chain(Stream.of((Object) 1).peek(item -> served.countDown())), toSink);
            while (served.getCount() > 0 && most.get() < ITEMS) {
                var unused = served.await(10, TimeUnit.MILLISECONDS);
            }
        }
        assertThat(most).as("items of a busy stream when all others had theirs").hasValueLessThan(ITEMS);
    }
}
