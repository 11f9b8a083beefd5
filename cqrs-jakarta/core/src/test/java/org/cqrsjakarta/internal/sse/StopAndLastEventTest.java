package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
import org.cqrsjakarta.telemetry.StreamEnded;
import org.junit.jupiter.api.Test;

/** What is told of a stream's end is told before the application has stopped. */
class StopAndLastEventTest {

    private final AtomicInteger ids = new AtomicInteger();

    @Test
    void aStopWaitsForWhoeverTellsOfTheEndOfAStreamThatWasLeft() throws Exception {
        CountDownLatch telling = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch opened = new CountDownLatch(1);
        try (SystemTime time = new SystemTime()) {
            StreamEngine engine = new StreamEngine(
                    time,
                    Threads.VIRTUAL,
                    new Random(1),
                    event -> {
                        if (event instanceof StreamEnded) {
                            telling.countDown();
                            await(told);
                        }
                    },
                    new EventTurns(event -> {}, 1),
                    new OpenRuns(),
                    () -> "s" + ids.incrementAndGet());
            DeliveryContext delivery = DeliveryContext.of(engine, Rules.usual(), () -> String::valueOf, new Random(1))
                    .withSecrets(() -> "");
            SseDelivery sse = new SseDelivery(
                    delivery,
                    new LiveResponses(time, Threads.VIRTUAL, delivery.rules().responses()));
            HandlerSource<Object> handlers = () -> new HandlerInstance<>() {
                @Override
                public Opened<Object> open(Object request, Switchover<Object> switchover) {
                    return new Opened.Pulled<>(Stream.generate(() -> {
                                opened.countDown();
                                return await(never) ? 1 : 2;
                            })
                            .map(Object.class::cast));
                }

                @Override
                public void release() {}
            };
            Chain<Object> chain = new Chain<>(List.of(
                    new Step<>("Live", Object.class, Shape.PULLED, handlers, Guards.of("Live", Circuit.NONE), null)));
            Thread.ofVirtual().start(() -> {
                new Caller("alice", null, false, null, null).enter();
                sse.deliver(chain, "r", StreamContext.ENCLOSING, new FakeResponse(new ByteArrayOutputStream(), false));
            });
            assertThat(opened.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(sse.stopAll("alice")).isEqualTo(1);
            assertThat(telling.await(20, TimeUnit.SECONDS)).isTrue();
            Thread stop = Thread.ofPlatform().start(() -> delivery.stop(time));
            until(
                    () -> !stop.isAlive() || stop.getState() == Thread.State.WAITING,
                    () -> "the stop waits, and is " + stop.getState());
            boolean hasStopped = !stop.isAlive();
            told.countDown();
            stop.join();
            assertThat(hasStopped).as("stopped while observers are told").isFalse();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
