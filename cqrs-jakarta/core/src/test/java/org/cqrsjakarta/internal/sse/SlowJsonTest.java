package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.wire.Callers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An item that waits for something when it is written as JSON, as one that reads from a database does. */
class SlowJsonTest {

    private static final CountDownLatch WRITING = new CountDownLatch(1);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    /** Is written as JSON by its getter. */
    public static final class Lazy {
        public String getText() throws InterruptedException {
            WRITING.countDown();
            NEVER.await();
            return "text";
        }
    }

    @AfterEach
    void letItGo() {
        NEVER.countDown();
    }

    @Test
    void isInterruptedWhenItsClientIsDone() throws Exception {
        DeliveryHarness harness = new DeliveryHarness(Rules.usual());
        Feed live = harness.feed();
        Client client = harness.connect(harness.chain(live));
        live.give(new Lazy());
        assertThat(WRITING.await(20, TimeUnit.SECONDS)).isTrue();
        Callers.begin();
        assertThat(harness.sse.stop("s1")).isTrue();
        client.awaitEnd();
        harness.turnUntil(Rules.HEARTBEAT, () -> harness.isIdle(), () -> "its place is free");
    }
}
