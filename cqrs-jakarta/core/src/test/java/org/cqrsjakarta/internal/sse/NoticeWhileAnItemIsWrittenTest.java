package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.MachineDelivery;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

/** The application stops while an item is being written as JSON: the notice overtakes the item. */
class NoticeWhileAnItemIsWrittenTest {

    private final CountDownLatch writes = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    private String write(Object item) {
        if (item.equals(2)) {
            await(writes);
        }
        return item.toString();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Client connect(MachineDelivery machine, Chain<Object> chain, String lastId) {
        new Caller(null, lastId, false, null, null).enter();
        return new Client()
                .answeredBy(response -> machine.sse.deliver(chain, "request", StreamContext.ENCLOSING, response));
    }

    @Test
    void aClientThatComesBackWithThatItemDoesNotGetItAgain() {
        try (var machine = new MachineDelivery(Rules.usual(), this::write, event -> {})) {
            Chain<Object> chain =
                    MachineDelivery.of(() -> Stream.of((Object) 1, 2, 3).peek(item -> {
                        if (item.equals(3)) {
                            await(end);
                        }
                    }));
            Client client = connect(machine, chain, null);
            client.await("data: 1\n");
            var stopping = CompletableFuture.runAsync(
                    () -> machine.delivery.stop(new ManualTime()), Thread::startVirtualThread);
            client.await("the application stops");
            writes.countDown();
            client.await("data: 2\n");
            // Its connection is lost, and the server has not seen that yet.
            Client again = connect(machine, chain, client.lastId());
            again.await("event: resumed");
            end.countDown();
            again.awaitEnd();
            stopping.join();
            assertThat(again.items()).as("after item 2: %s", again.text()).containsExactly("3");
        }
    }
}
