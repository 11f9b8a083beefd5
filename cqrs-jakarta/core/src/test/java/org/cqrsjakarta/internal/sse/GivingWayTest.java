package org.cqrsjakarta.internal.sse;

import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.util.concurrent.CountDownLatch;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.time.Threads;
import org.junit.jupiter.api.Test;

class GivingWayTest {

    private final CountDownLatch goOn = new CountDownLatch(1);

    /** Whoever starts a stream's thread is held up afterwards, as any thread may be anywhere. */
    private final Threads holdingUp = (name, task) -> {
        Thread started = Threads.VIRTUAL.start(name, task);
        if (name.startsWith("cqrs-stream-")) {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return started;
    };

    @Test
    void whoHadToGiveWayWhileItBeganDoesNotListen() {
        DeliveryHarness harness = new DeliveryHarness(Rules.usual(), holdingUp);
        Feed live = harness.feed();
        Chain<Object> chain = harness.chain(live);
        Client first = harness.connect(chain);
        until(() -> harness.opened.get() == 1, () -> "the handler runs");
        live.give(1);
        until(() -> live.pulled.get() == 1, () -> "an item is there");
        for (int i = 0; i < AudienceGate.MOST; i++) {
            harness.connect(chain, Ask.USUAL, null, "s1.1", new Client()).await("resumed");
        }
        goOn.countDown();
        first.awaitEnd();
    }
}
