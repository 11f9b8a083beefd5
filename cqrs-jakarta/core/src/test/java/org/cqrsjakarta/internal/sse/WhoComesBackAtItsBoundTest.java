package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.DeliveryRules;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.delivery.StreamBounds;
import org.cqrsjakarta.internal.sink.FakeSink;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Caller;
import org.junit.jupiter.api.Test;

/** Whoever has as many streams as it may, and whoever loses its rights while it waits for a place. */
class WhoComesBackAtItsBoundTest {

    private DeliveryHarness harness;
    private Feed live;
    private Chain<Object> chain;

    private void with(DeliveryRules rules) {
        harness = new DeliveryHarness(rules);
        live = harness.feed();
        chain = harness.chain(live);
    }

    private Client connect(String user, String address, String lastEventId) {
        new Caller(user, lastEventId, false, null, address).enter();
        return new Client()
                .answeredBy(response -> harness.sse.deliver(chain, Ask.USUAL, StreamContext.ENCLOSING, response));
    }

    private static DeliveryRules keepingOneItem(int streams, int streamsOfUser) {
        DeliveryRules rules = Rules.keeping(1, 1000);
        return new DeliveryRules(
                rules.responses(),
                rules.resumption(),
                new StreamBounds(streams, streamsOfUser, Duration.ZERO),
                rules.tickets(),
                rules.stop());
    }

    private Client held(String user, String address) {
        live.give(1, 2, 3, 4, 5);
        Client client = connect(user, address, null);
        client.await(".5\n");
        client.leave();
        live.give("more");
        client.awaitEnd();
        return client;
    }

    @Test
    void whoNeedsMoreThanWasKeptGetsANewRunInPlaceOfItsOwnStream() throws Exception {
        with(keepingOneItem(100, 1));
        Client again = comesBackWhileItsHandlerCloses("alice", null);
        assertThat(again.response().getStatus()).isEqualTo(200);
        again.await("event: resumed\ndata: {\"from\":\"run\",\"position\":1}");
    }

    @Test
    void theSameWhereAllPlacesAreTaken() throws Exception {
        with(keepingOneItem(1, 100));
        Client again = comesBackWhileItsHandlerCloses(null, "203.0.113.1");
        assertThat(again.response().getStatus()).isEqualTo(200);
    }

    /** A handler that takes a moment for its end, as most do. */
    private Client comesBackWhileItsHandlerCloses(String user, String address) throws Exception {
        live.slowToClose();
        held(user, address);
        AtomicReference<Client> again = new AtomicReference<>();
        Thread coming = Thread.ofVirtual().start(() -> again.set(connect(user, address, "s1.1")));
        live.awaitClosing();
        until(
                () -> !coming.isAlive() || coming.getState() == Thread.State.WAITING,
                () -> "who comes waits for the place, or is refused");
        live.letClose();
        coming.join();
        return again.get();
    }

    @Test
    void aSinkGoesOnInPlaceOfTheStreamThatItWants() throws Exception {
        with(Rules.allowing(100, 1));
        live.slowToClose();
        held("alice", null);
        AtomicReference<FakeSink> sink = new AtomicReference<>();
        Thread coming = Thread.ofVirtual()
                .start(() -> sink.set(harness.deliver(chain, "alice", "s1.5", new FakeSink(FakeSink.Kind.AT_ONCE))));
        live.awaitClosing();
        until(
                () -> !coming.isAlive() || coming.getState() == Thread.State.WAITING,
                () -> "who comes waits for the place, or is refused");
        live.letClose();
        coming.join();
        assertThat(sink.get().result.toCompletableFuture().isCompletedExceptionally())
                .as("refused")
                .isFalse();
    }

    @Test
    void whoHasAllThatItMayHaveCostsNobodyElseAStream() {
        with(Rules.allowing(6, 2));
        for (int i = 0; i < 4; i++) {
            held(null, "203.0.113.1");
        }
        live.give(1);
        connect("alice", null, null).await("id: s5.1");
        connect("alice", null, null).await("id: s6.1");
        assertThat(connect("alice", null, null).response().getStatus()).isIn(429, 503);
        assertThat(harness.closed).as("streams of others that were ended").hasValue(0);
    }

    @Test
    void whoHasAllThatItMayHaveGetsAnotherInPlaceOfItsOwnWhereAllPlacesAreTaken() {
        with(Rules.allowing(6, 2));
        for (int i = 0; i < 4; i++) {
            held(null, "203.0.113.1");
        }
        held("alice", null);
        held("alice", null);
        assertThat(connect("alice", null, null).response().getStatus()).isEqualTo(200);
        assertThat(harness.held()).doesNotContainKey("s5").containsKeys("s1", "s2", "s3", "s4", "s6");
    }

    @Test
    void aTicketThatWasTakenBackWhileItWaitedForAPlaceIsGoodNoMore() throws Exception {
        with(Rules.allowing(100, 1));
        live.slowToClose();
        held("alice", null);
        String ticket = harness.issue(chain, Ask.USUAL, "alice");
        AtomicReference<Client> first = new AtomicReference<>();
        Thread redeeming = Thread.ofVirtual().start(() -> first.set(harness.redeem(ticket, null)));
        live.awaitClosing();
        harness.sse.stopAll("alice");
        answeredInTime(redeeming);
        live.letClose();
        redeeming.join();
        assertThat(first.get().response().getStatus()).isNotEqualTo(200);
        until(() -> harness.closed.get() == 1, () -> "the handler is closed");
        until(harness::isIdle, () -> "nothing is open");
        assertThat(harness.redeem(ticket, null).response().getStatus()).isEqualTo(403);
    }

    /** Lets time go, for longer than a handler is waited for: 100 ms, and 3 s while it closes. */
    private boolean answeredInTime(Thread asking) throws InterruptedException {
        for (int i = 0; i < 100 && asking.isAlive(); i++) {
            harness.turn(Duration.ofMillis(100));
            asking.join(200);
        }
        return !asking.isAlive();
    }

    @Test
    void whoComesIsAnsweredInTimeThoughTheHandlerThatMakesWayDoesNotClose() throws Exception {
        for (int round = 1; round <= 60; round++) {
            with(Rules.allowing(100, 1));
            live.slowToClose();
            held("alice", null);
            Thread asking = Thread.ofVirtual().start(() -> connect("alice", null, null));
            live.awaitClosing();
            boolean inTime = answeredInTime(asking);
            live.letClose();
            asking.join();
            assertThat(inTime).as("answered after 10 s, in round %d", round).isTrue();
        }
    }

    @Test
    void aStreamThatWaitedForItsPlaceWhenAllOfItsUserWereStoppedIsNotOpened() throws Exception {
        with(Rules.allowing(100, 1));
        live.slowToClose();
        held("alice", null);
        String ticket = harness.issue(chain, Ask.USUAL, "alice");
        AtomicReference<Client> late = new AtomicReference<>();
        CountDownLatch answered = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            late.set(harness.redeem(ticket, null));
            answered.countDown();
        });
        live.awaitClosing();
        harness.sse.stopAll("alice");
        live.letClose();
        assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(late.get().response().getStatus()).isNotEqualTo(200);
        until(harness::isIdle, () -> "alice has no stream: " + harness.remains());
    }
}
