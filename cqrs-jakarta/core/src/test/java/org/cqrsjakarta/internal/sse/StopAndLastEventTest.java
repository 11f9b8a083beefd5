package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.awaitDeaf;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.MachineDelivery;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.internal.wire.FakeResponse;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.junit.jupiter.api.Test;

/** What is told of a stream's end is told before the application has stopped, to observers and to clients. */
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

    /** A client that takes what it is given slowly: nothing but the first item before this is open. */
    private static Client taking(CountDownLatch rest) {
        return new Client() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (text().contains("data: 1\n")) {
                    awaitDeaf(rest);
                }
                super.write(bytes, offset, length);
            }
        };
    }

    @Test
    void aStopLetsAClientTakeTheEndOfAStreamThatHasEnded() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        CountDownLatch rest = new CountDownLatch(1);
        Chain<Object> ending =
                MachineDelivery.of(() -> Stream.of((Object) 1, 2, 3).peek(item -> {
                    if (item.equals(2)) {
                        await(more);
                    }
                }));
        try (var machine = new MachineDelivery(Rules.usual(), String::valueOf, event -> {})) {
            new Caller(null, null, false, null, null).enter();
            Client client = taking(rest);
            client.answeredBy(response -> machine.sse.deliver(ending, "request", StreamContext.ENCLOSING, response));
            client.await("data: 1\n");
            more.countDown();
            until(() -> machine.delivery.registry().openStreams() == 0, () -> "its handlers are out");
            // Time that stands still is never up.
            Thread stop = Thread.ofPlatform().start(() -> machine.delivery.stop(new ManualTime()));
            until(
                    () -> !stop.isAlive() || stop.getState() == Thread.State.WAITING,
                    () -> "the stop waits, and is " + stop.getState());
            boolean hasStopped = !stop.isAlive();
            rest.countDown();
            client.awaitEnd();
            stop.join();
            assertThat(hasStopped).as("stopped while the client takes the rest").isFalse();
            assertThat(client.items()).containsExactly("1", "2", "3");
            assertThat(client.text()).contains("event: complete\n");
            assertThat(machine.isIdle()).isTrue();
        }
    }

    /** One that takes nothing has the stop wait for no longer than for handlers that do not come out. */
    @Test
    void aStopDoesNotWaitForEverForAClientThatTakesNothing() throws Exception {
        CountDownLatch rest = new CountDownLatch(1);
        ManualTime time = new ManualTime();
        try (var machine = new MachineDelivery(Rules.usual(), String::valueOf, event -> {})) {
            new Caller(null, null, false, null, null).enter();
            Client client = taking(rest);
            client.answeredBy(response -> machine.sse.deliver(
                    MachineDelivery.of(() -> Stream.of(1, 2, 3)), "request", StreamContext.ENCLOSING, response));
            client.await("data: 1\n");
            until(() -> machine.delivery.registry().openStreams() == 0, () -> "its handlers are out");
            Thread stop = Thread.ofPlatform().start(() -> machine.delivery.stop(time));
            until(
                    () -> {
                        time.advance(Rules.DRAIN);
                        return !stop.isAlive();
                    },
                    () -> "the stop is over, and is " + stop.getState());
            until(machine::isIdle, () -> "nothing is kept");
            rest.countDown();
            client.awaitEnd();
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
