package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.junit.jupiter.api.Test;

/** A client that asks for its one stream again and again, and reads nothing. */
class StuckResponsesTest {

    private static final int RESPONSES = 50;

    private static final class Stuck extends Client {

        private volatile boolean isWriting;

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            isWriting = true;
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("given up");
            } finally {
                isWriting = false;
            }
        }
    }

    @Test
    void hasNoMoreResponsesThanOneStreamMayHave() {
        DeliveryHarness harness = new DeliveryHarness(Rules.allowing(1, 1));
        Feed live = harness.feed();
        Chain<Object> chain = harness.chain(live);
        Client first = harness.connect(chain, Ask.USUAL, "alice", null, new Client());
        live.give(1);
        first.await("id: s1.1");
        List<Stuck> stuck = new ArrayList<>();
        for (int i = 0; i < RESPONSES; i++) {
            Stuck one = new Stuck();
            harness.connect(chain, Ask.USUAL, "alice", "s1.1", one);
            until(() -> one.isWriting, () -> "it is written to");
            stuck.add(one);
        }
        until(
                () -> stuck.stream().filter(one -> one.isWriting).count() <= AudienceGate.MOST,
                () -> AudienceGate.MOST + " responses, and there are "
                        + stuck.stream().filter(one -> one.isWriting).count());
        assertThat(harness.opened).hasValue(1);
    }
}
