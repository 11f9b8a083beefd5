package org.cqrsjakarta.internal.sse;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.junit.jupiter.api.Test;

/** A client that stops reading: its response is given up, and then given back to the server. */
class GivenUpTest {

    private static final long MUST_NOT_HAPPEN_MILLIS = 300;

    private final DeliveryHarness harness = new DeliveryHarness(Rules.withoutHolding());
    private final Feed live = harness.feed();

    /** Takes the beginning of the response, and nothing more: its writes end some time after they were interrupted. */
    private static final class Standstill extends Client {

        private final CountDownLatch writing = new CountDownLatch(1);
        private final CompletableFuture<Boolean> givenBackMeanwhile = new CompletableFuture<>();

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (text().isEmpty()) {
                super.write(bytes, offset, length);
                return;
            }
            writing.countDown();
            try {
                assertThat(new CountDownLatch(1).await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                givenBackMeanwhile.complete(isGivenBackSoon());
                throw new InterruptedIOException("given up");
            }
        }

        private boolean isGivenBackSoon() {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MUST_NOT_HAPPEN_MILLIS);
            while (!responseIsOver() && System.nanoTime() < deadline) {
                Thread.yield();
            }
            return responseIsOver();
        }
    }

    @Test
    void aResponseIsGivenBackWhenNoWriteIsWithinItAnyMore() throws Exception {
        Standstill client = new Standstill();
        harness.connect(harness.chain(live), Ask.USUAL, null, null, client);
        client.await("retry");
        live.give(1);
        assertThat(client.writing.await(20, TimeUnit.SECONDS)).isTrue();
        harness.turn(Rules.WRITE_TIMEOUT.plus(Rules.HEARTBEAT).plus(ofMillis(1)));
        assertThat(client.givenBackMeanwhile.get(20, TimeUnit.SECONDS)).isFalse();
        until(client::responseIsOver, () -> "the response is given back");
        until(harness::isIdle, () -> "nothing remains");
        assertThat(harness.closed).hasValue(1);
        assertThat(harness.outcomes).containsExactly(Outcome.IGNORED);
    }
}
