package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.MachineDelivery;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.internal.wire.FakeResponse;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.junit.jupiter.api.Test;

/** What is told of a stream's end is told before the application has stopped. */
class StopAndLastEventTest {

    private final CountDownLatch telling = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    private final Chain<Object> silent = MachineDelivery.of(() -> Stream.generate(() -> {
        opened.countDown();
        return await(never) ? 1 : 2;
    }));

    private void tell(Object event) {
        if (event instanceof StreamEnded) {
            telling.countDown();
            await(told);
        }
    }

    @Test
    void aStopWaitsForWhoeverTellsOfTheEndOfAStreamThatWasLeft() throws Exception {
        try (var machine = new MachineDelivery(Rules.usual(), String::valueOf, this::tell)) {
            Thread.ofVirtual().start(() -> {
                new Caller("alice", null, false, null, null).enter();
                var response = new FakeResponse(OutputStream.nullOutputStream(), false);
                machine.sse.deliver(silent, "request", StreamContext.ENCLOSING, response);
            });
            assertThat(await(opened)).isTrue();
            assertThat(machine.sse.stopAll("alice")).isEqualTo(1);
            assertThat(await(telling)).isTrue();
            Thread stop = Thread.ofPlatform().start(() -> machine.delivery.stop(machine.time));
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
