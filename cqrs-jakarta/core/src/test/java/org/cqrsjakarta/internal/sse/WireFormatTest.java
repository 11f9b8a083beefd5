package org.cqrsjakarta.internal.sse;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.sink.FakeSink;
import org.cqrsjakarta.internal.wire.Blocks;
import org.cqrsjakarta.internal.wire.HastyClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the order of lines and blank lines means to clients that read more hastily than the specification says. */
class WireFormatTest {

    private final DeliveryHarness harness = new DeliveryHarness(Rules.usual());
    private final Feed live = harness.feed();
    private final Feed cached = harness.feed();
    private final Chain<Object> chain = harness.chain(live, cached, Continuation.SKIP_DELIVERED);

    @AfterEach
    void nothingRemains() {
        harness.turn(Rules.WINDOW);
        until(harness::isIdle, () -> "nothing is open or held");
    }

    private String wholeStream() {
        live.give(1, "two\nlines", new ConnectException());
        cached.give(1, 2, 3, 4).end();
        Client client = harness.connect(chain);
        client.awaitEnd();
        return client.text();
    }

    /**
     * But for one byte: between the line break of the id and that of the blank line such a client has the id, and has not
     * handed the item on. No order of lines helps there, so a frame is written in one piece.
     */
    @Test
    void whoeverKeepsAnIdAtItsLineLosesNothingWhereverTheConnectionBreaks() {
        String whole = wholeStream();
        HastyClient undisturbed = new HastyClient();
        undisturbed.read(whole);
        assertThat(undisturbed.items()).containsExactly("1", "\"two\\nlines\"", "3", "4");
        for (int cut = 0; cut < whole.length(); cut++) {
            HastyClient client = new HastyClient();
            client.read(whole.substring(0, cut));
            if (client.lastId() == null) {
                // It begins anew.
                assertThat(client.items()).isEmpty();
            } else if (!client.lastId().endsWith(".end")) {
                Client again = harness.connect(chain, Ask.USUAL, null, client.lastId(), new Client());
                again.awaitEnd();
                client.read(again.text());
                boolean lacksTheBlankLineOnly = whole.startsWith("\n\n", cut - 1) && isItem(whole.substring(0, cut));
                assertThat(client.items())
                        .as("cut after %d characters of %s", cut, whole)
                        .hasSize(lacksTheBlankLineOnly ? 3 : 4)
                        .isSubsetOf(undisturbed.items());
            }
        }
    }

    private static boolean isItem(String cut) {
        return cut.startsWith("event: item\n", cut.lastIndexOf("event: "));
    }

    @Test
    void aCommentGoesOutInFrontOfTheNextBlock() throws Exception {
        live.give(1);
        Client client = harness.connect(chain);
        client.await("id: s1.1\n\n");
        harness.awaitHeartbeat(client::text);
        live.give(2);
        client.await("id: s1.2\n\n");
        assertThat(client.text()).contains(":\nevent: item\ndata: 2\n");
        CompletableFuture<Void> stopping = harness.stop();
        client.await("retry: 5000\n");
        live.end();
        stopping.get(20, TimeUnit.SECONDS);
        client.awaitEnd();
        assertThat(client.text()).contains(": the application stops\nretry: 5000\nevent: complete\n");
        Blocks.assertSoundFor(client.text());
    }

    @Test
    void howLongClientsWaitBeforeTheyComeBackIsASetting() throws Exception {
        DeliveryHarness patient = new DeliveryHarness(Rules.retryingAfter(ofSeconds(3), ofMillis(8500)));
        Feed feed = patient.feed();
        Chain<Object> only = patient.chain(feed);
        Client client = patient.connect(only);
        client.await("retry: 3000\n");
        FakeSink sink = patient.deliver(only, null, null, new FakeSink(FakeSink.Kind.AT_ONCE));
        feed.give(1);
        sink.await("retry: 3000\n");
        client.await("id: s1.1\n\n");
        CompletableFuture<Void> stopping = patient.stop();
        client.await(": the application stops\nretry: 8500\n");
        Client refused = patient.connect(only);
        assertThat(refused.response().getStatus()).isEqualTo(503);
        assertThat(refused.response().getHeaderString("Retry-After")).isEqualTo("9");
        feed.end();
        stopping.get(20, TimeUnit.SECONDS);
        sink.awaitClosed();
        client.awaitEnd();
    }

    @Test
    void thereIsNoBlockThatClientsMisread() {
        Blocks.assertSoundFor(wholeStream());
    }

    @Test
    void alsoWhenAStreamFails() {
        live.give(1, new ConnectException());
        cached.give(new ConnectException());
        Client client = harness.connect(chain);
        client.awaitEnd();
        assertThat(client.text()).contains("event: failure\n");
        Blocks.assertSoundFor(client.text());
    }
}
