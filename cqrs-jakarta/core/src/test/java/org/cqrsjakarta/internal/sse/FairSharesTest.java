package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.DeliveryRules;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.stream.StreamContext;
import org.cqrsjakarta.internal.wire.Caller;
import org.junit.jupiter.api.Test;

/** What one client leaves behind is no other client's loss. */
class FairSharesTest {

    private static final String ONE = "203.0.113.1";
    private static final String OTHER = "203.0.113.2";

    private DeliveryHarness harness;
    private Feed live;
    private Chain<Object> chain;

    private void with(DeliveryRules rules) {
        harness = new DeliveryHarness(rules);
        live = harness.feed().give(1);
        chain = harness.chain(live);
    }

    private Client connect(String user, String address, String lastEventId) {
        new Caller(user, lastEventId, false, null, address).enter();
        return new Client()
                .answeredBy(response -> harness.sse.deliver(chain, Ask.USUAL, StreamContext.ENCLOSING, response));
    }

    private int statusFrom(String address) {
        return connect(null, address, null).response().getStatus();
    }

    /** A stream whose client has left and has not come back. */
    private Client held(String user, String address) {
        Client client = connect(user, address, null);
        client.await(".1\n");
        client.leave();
        live.give("more");
        client.awaitEnd();
        return client;
    }

    @Test
    void whoHasTooManyGetsAnotherInPlaceOfTheOneThatWasLeftFirst() {
        with(Rules.allowing(100, 2));
        held("alice", ONE);
        held("alice", ONE);
        Client third = connect("alice", ONE, null);
        third.await("id: s3.1");
        assertThat(harness.closed).hasValue(1);
        assertThat(harness.held()).doesNotContainKey("s1").containsEntry("s2", true);
    }

    @Test
    void whoHasTooManyThatAreReadGetsNoOther() {
        with(Rules.allowing(100, 2));
        held("bob", ONE);
        connect("alice", ONE, null).await("id: s2.1");
        connect("alice", ONE, null).await("id: s3.1");
        assertThat(connect("alice", ONE, null).response().getStatus()).isEqualTo(429);
        assertThat(harness.closed).hasValue(0);
    }

    @Test
    void oneAddressThatHasLeftAllPlacesTakenLosesThemToOthers() {
        with(Rules.allowing(4, 100));
        for (int i = 0; i < 4; i++) {
            held(null, ONE);
        }
        assertThat(statusFrom(OTHER)).isEqualTo(200);
        assertThat(statusFrom(OTHER)).isEqualTo(200);
        assertThat(statusFrom(OTHER)).as("more than half").isEqualTo(503);
        assertThat(statusFrom(ONE)).as("in place of its own").isEqualTo(200);
        until(() -> harness.closed.get() == 3, () -> harness.closed + " are closed");
    }

    @Test
    void whatIsReadMakesNoWay() {
        with(Rules.allowing(2, 100));
        connect(null, ONE, null).await("id: s1.1");
        connect(null, ONE, null).await("id: s2.1");
        assertThat(statusFrom(OTHER)).isEqualTo(503);
        assertThat(statusFrom(ONE)).isEqualTo(503);
        assertThat(harness.closed).hasValue(0);
    }

    @Test
    void aPlaceIsNotFreeBeforeTheHandlerIsOut() {
        with(Rules.allowing(100, 1));
        CountDownLatch gate = new CountDownLatch(1);
        live.hanging(gate);
        Client client = connect("alice", ONE, null);
        until(() -> harness.opened.get() == 1, () -> "the handler runs");
        client.leave();
        harness.turn(Rules.HEARTBEAT);
        client.awaitEnd();
        Thread beside = Thread.ofVirtual()
                .start(() -> assertThat(connect("alice", ONE, null).response().getStatus())
                        .isEqualTo(429));
        harness.turnUntil(Duration.ofMillis(100), () -> !beside.isAlive(), () -> "an answer while the handler hangs");
        gate.countDown();
        until(() -> connect("alice", ONE, null).response().getStatus() == 200, () -> "alice may come");
    }

    @Test
    void whoeverComesBackFindsItsStreamThoughAnotherAddressHasLeftMany() {
        with(Rules.keeping(256, 3));
        Client patient = held(null, ONE);
        for (int i = 0; i < 10; i++) {
            held(null, OTHER);
        }
        Client again = connect(null, ONE, patient.lastId());
        again.await("\"from\":\"journal\"");
    }

    @Test
    void theSameForThoseThatHaveEnded() {
        with(Rules.keeping(256, 3));
        live.end();
        Client patient = connect(null, ONE, null);
        patient.awaitEnd();
        for (int i = 0; i < 10; i++) {
            connect(null, OTHER, null).awaitEnd();
        }
        Client again = connect(null, ONE, "s1.1");
        again.await("\"from\":\"journal\"");
    }
}
