package org.cqrsjakarta.internal.sse;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.sink.FakeSink;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who knows a stream's id, as from a log, cannot have the stream; and who may not see it any more loses it. */
class StreamAddressTest {

    private static final String HERE = "GET quakes";

    private DeliveryHarness harness = new DeliveryHarness(Rules.usual());
    private Feed live = harness.feed();
    private Chain<Object> chain = harness.chain(live);

    @BeforeEach
    void secrets() {
        harness.secret = "-5ec4e7";
    }

    private Client ask(String asked, String user, String lastEventId) {
        new Caller(user, lastEventId, false, asked, null).enter();
        return new Client()
                .answeredBy(response -> harness.sse.deliver(chain, Ask.USUAL, StreamContext.ENCLOSING, response));
    }

    private Client lost(String user) {
        live.give(1);
        Client client = ask(HERE, user, null);
        client.await("id: s1-5ec4e7.1\n\n");
        client.leave();
        harness.turn(Rules.HEARTBEAT);
        until(client::responseIsOver, () -> "the client is lost");
        return client;
    }

    @Test
    void whoKnowsItsAddressGoesOnWithIt() {
        lost(null);
        live.give(2).end();
        Client again = ask(HERE, null, "s1-5ec4e7.1");
        again.awaitEnd();
        assertThat(again.text())
                .contains("\"journal\"")
                .contains("id: s1-5ec4e7.2")
                .contains("id: s1-5ec4e7.end");
        assertThat(harness.opened).hasValue(1);
    }

    @Test
    void whoKnowsItsIdAloneDoesNot() {
        lost(null);
        for (String guess : new String[] {"s1.1", "s1-.1", "s1-5ec4e8.1", "s1-5ec4e.1"}) {
            int before = harness.opened.get();
            Client other = ask(HERE, null, guess);
            other.await("event: resumed\ndata: {\"from\":\"run\"");
            until(() -> harness.opened.get() == before + 1, () -> "a run of its own for " + guess);
        }
        new Caller(null, null, false, "DELETE cqrs/streams/s1", null).enter();
        assertThat(harness.sse.stop("s1")).isFalse();
        new Caller(null, null, false, "DELETE cqrs/streams/s1-5ec4e7", null).enter();
        assertThat(harness.sse.stop("s1-5ec4e7")).isTrue();
    }

    @Test
    void norDoesWhoAsksElsewhere() {
        lost(null);
        ask("GET open", null, "s1-5ec4e7.1").await("event: item");
        assertThat(harness.opened).as("another run").hasValue(2);
        ask("POST quakes", null, "s1-5ec4e7.1").await("event: item");
        assertThat(harness.opened).as("another run").hasValue(3);
    }

    @Test
    void aTicketGoesOnWhereItWasRedeemed() {
        String ticket = harness.issue(chain, Ask.USUAL, "alice");
        live.give(1);
        Client client = redeem("GET live", ticket, null);
        client.await("id: s1-5ec4e7.1\n\n");
        assertThat(redeem("GET other", ticket, "s1-5ec4e7.1").response().getStatus())
                .isEqualTo(403);
        assertThat(redeem("GET live", ticket, "s1.1").response().getStatus()).isEqualTo(403);
        redeem("GET live", ticket, "s1-5ec4e7.1").await("\"journal\"");
    }

    private Client redeem(String asked, String ticket, String lastEventId) {
        new Caller(null, lastEventId, false, asked, null).enter();
        return new Client().answeredBy(response -> harness.sse.deliver(ticket, StreamContext.ENCLOSING, response));
    }

    @Test
    void itsSummaryHasNoSecret() {
        live.give(1).end();
        Client client = ask(HERE, null, null);
        client.awaitEnd();
        assertThat(client.result.toCompletableFuture().join().stream()).isEqualTo("s1");
        Client again = ask(HERE, null, "s1-5ec4e7.end");
        assertThat(again.result.toCompletableFuture().join().stream()).isEqualTo("s1");
    }

    @Test
    void theStreamsOfAUserEndTogether() {
        live.give(1);
        Client one = ask(HERE, "alice", null);
        one.await("id: s1-5ec4e7.1\n\n");
        FakeSink sink = harness.deliver(chain, "alice", null, new FakeSink(FakeSink.Kind.AT_ONCE));
        sink.await("id: s2-5ec4e7.1\n");
        Client other = ask(HERE, "bob", null);
        other.await("id: s3-5ec4e7.1\n\n");
        String ticket = harness.issue(chain, Ask.USUAL, "alice");
        assertThat(harness.sse.stopAll("alice")).isEqualTo(2);
        one.awaitEnd();
        sink.awaitClosed();
        until(() -> harness.closed.get() == 2, () -> "both handlers are closed");
        assertThat(redeem(HERE, ticket, null).response().getStatus()).isEqualTo(403);
        live.give(2);
        other.await("id: s3-5ec4e7.2\n\n");
        assertThat(harness.sse.stopAll("alice")).isZero();
    }

    @Test
    void aStreamGoesOnForAsLongAsItMay() {
        harness = new DeliveryHarness(Rules.living(ofHours(1)));
        live = harness.feed();
        chain = harness.chain(live);
        live.give(1);
        Client client = ask(HERE, "alice", null);
        client.await("id: s1.1\n\n");
        harness.turn(ofHours(1).minus(ofMillis(10)));
        live.give(2);
        client.await("id: s1.2\n\n");
        harness.turn(ofMillis(10));
        client.awaitEnd();
        assertThat(client.text()).doesNotContain("failure", "complete");
        until(() -> harness.closed.get() == 1, () -> "the handler is closed");
        Client again = ask(HERE, "alice", client.lastId());
        again.await("event: resumed\ndata: {\"from\":\"run\",\"position\":2}");
        live.give(3).end();
        again.awaitEnd();
        assertThat(again.items()).containsExactly("3");
    }
}
