package org.cqrsjakarta.internal.sse;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application does when a delivery is over may take its time, and nobody else waits for that. */
class ResultTest {

    private final DeliveryHarness harness = new DeliveryHarness(Rules.withoutHolding());
    private final Feed live = harness.feed();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    /** Takes the beginning of the response, and nothing more. */
    private static final class Standstill extends Client {

        private final CountDownLatch writing = new CountDownLatch(1);

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (text().isEmpty()) {
                super.write(bytes, offset, length);
                return;
            }
            writing.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("given up");
            }
        }
    }

    @AfterEach
    void goOn() {
        mayGoOn.countDown();
    }

    /** As an application that writes to its database how far the client came. */
    private <C extends Client> C noted(C client) {
        client.result.whenComplete((summary, failure) -> {
            begun.countDown();
            try {
                assertThat(mayGoOn.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return client;
    }

    private Standstill stuck() throws InterruptedException {
        Standstill stuck = new Standstill();
        harness.connect(harness.chain(live), Ask.USUAL, null, null, stuck);
        stuck.await("retry");
        noted(stuck);
        live.give(1);
        assertThat(stuck.writing.await(20, TimeUnit.SECONDS)).isTrue();
        return stuck;
    }

    @Test
    void othersAreKeptAwakeMeanwhile() throws Exception {
        Client idle = harness.connect(harness.chain(harness.feed()));
        idle.await("retry");
        stuck();
        Thread.ofVirtual().start(() -> harness.turn(Rules.WRITE_TIMEOUT.plus(Rules.HEARTBEAT)));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        int before = idle.text().length();
        harness.turnUntil(
                Rules.HEARTBEAT.dividedBy(8),
                () -> idle.text().length() > before,
                () -> "a heartbeat after " + idle.text());
    }

    @Test
    void theApplicationStopsAllTheSame() throws Exception {
        stuck();
        CompletableFuture<Void> stopping = harness.stop();
        harness.time.awaitWaiting(2);
        harness.turn(Rules.DRAIN);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        // Longer than the server is waited for.
        harness.turn(ofSeconds(10));
        until(stopping::isDone, () -> "the application has stopped");
    }

    @Test
    void itsResponseHasEndedBefore() {
        Client client = noted(harness.connect(harness.chain(live)));
        live.give(1).end();
        client.await("event: complete");
        until(client::responseIsOver, () -> "the response has ended");
    }
}
