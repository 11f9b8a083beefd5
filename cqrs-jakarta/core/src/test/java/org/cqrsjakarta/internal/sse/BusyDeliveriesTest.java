package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.MachineDelivery;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.sink.FakeSse;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.internal.wire.FakeResponse;
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

    private final MachineDelivery machine = new MachineDelivery(Rules.withoutHolding(), String::valueOf, event -> {});
    private final CountDownLatch running = new CountDownLatch(CARRIERS);
    private final AtomicLong most = new AtomicLong();
    private volatile boolean enough;

    @AfterEach
    void stop() {
        enough = true;
        machine.close();
    }

    private Chain<Object> busy() {
        AtomicLong given = new AtomicLong();
        return MachineDelivery.of(() -> Stream.generate(() -> (Object) 1).takeWhile(item -> {
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
            var unused =
                    machine.sinks.deliver(chain, "request", StreamContext.ENCLOSING, new Swallowing(), new FakeSse());
        } else {
            var response = new FakeResponse(OutputStream.nullOutputStream(), false);
            var unused = machine.sse.deliver(chain, "request", StreamContext.ENCLOSING, response);
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
            deliver(MachineDelivery.of(() -> Stream.of((Object) 1).peek(item -> served.countDown())), toSink);
            while (served.getCount() > 0 && most.get() < ITEMS) {
                var unused = served.await(10, TimeUnit.MILLISECONDS);
            }
        }
        assertThat(most).as("items of a busy stream when all others had theirs").hasValueLessThan(ITEMS);
    }
}
