package org.cqrsjakarta.internal.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.junit.jupiter.api.Test;

/** Very many clients at once, clients that take nothing, and items that are very large. */
class CrowdTest {

    private static final int CLIENTS = 10_000;
    private static final int BEHIND_A_PROXY = 200;
    private static final int HUGE = 100 * 1024 * 1024;

    private final DeliveryHarness harness = new DeliveryHarness(Rules.allowing(CLIENTS, CLIENTS));
    private final Feed live = harness.feed();
    private final Chain<Object> chain = harness.chain(live);

    private void assertNothingStays() {
        harness.turnUntil(
                Rules.WINDOW, harness::isIdle, () -> "no place, no byte is taken; there are " + harness.remains());
        assertThat(harness.closed.get()).as("handlers closed, of those opened").isEqualTo(harness.opened.get());
    }

    @Test
    void tenThousandThatConnectAndLeaveAtOnceLeaveNothing() {
        live.give(1, 2, 3);
        List<Client> clients = IntStream.range(0, CLIENTS)
                .mapToObj(number -> new Client().breakingAfter(number % 200))
                .toList();
        clients.forEach(client -> harness.connect(chain, Ask.USUAL, null, null, client));
        clients.forEach(Client::leave);
        live.give(4);
        until(() -> clients.stream().allMatch(Client::responseIsOver), () -> "the server has all responses back");
        assertNothingStays();
    }

    /** As a proxy that holds connections and reads nothing. */
    private static final class Deaf extends Client {

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    @Test
    void clientsBehindAProxyThatReadsNothingAreGivenUp() {
        live.give(1);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < BEHIND_A_PROXY; i++) {
            clients.add(harness.connect(chain, Ask.USUAL, null, null, new Deaf()));
        }
        harness.turnUntil(
                Rules.WRITE_TIMEOUT,
                () -> clients.stream().allMatch(Client::responseIsOver),
                () -> "the server has all responses back");
        assertNothingStays();
    }

    /** Counts what comes, and keeps the end of it. */
    private static final class Counting extends Client {

        private static final int END = 64;
        private long bytes;
        private String end = "";

        @Override
        public synchronized void write(byte[] chunk, int offset, int length) {
            bytes += length;
            int kept = Math.min(length, END);
            String more = end + new String(chunk, offset + length - kept, kept, UTF_8);
            end = more.substring(Math.max(0, more.length() - END));
        }

        @Override
        public synchronized String text() {
            return end;
        }

        synchronized long bytes() {
            return bytes;
        }
    }

    @Test
    void itemsOfAHundredMegabytesGoOutWholeAndNothingOfThemIsKept() {
        live.give("x".repeat(HUGE), "y".repeat(HUGE), "small");
        Counting client = new Counting();
        harness.connect(chain, Ask.USUAL, null, null, client);
        client.await("data: \"small\"\nid: s1.3\n\n");
        assertThat(client.bytes()).isBetween(2L * HUGE, 2L * HUGE + 1_000);
        until(() -> harness.kept() < 1_000, () -> "what is kept, " + harness.kept() + " bytes, is small");
        live.end();
        client.awaitEnd();
        assertNothingStays();
    }
}
