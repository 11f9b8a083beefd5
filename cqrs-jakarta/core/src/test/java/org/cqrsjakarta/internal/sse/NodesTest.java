package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.util.List;
import java.util.Map;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.deployment.Warnings;
import org.cqrsjakarta.internal.store.StreamsMode;
import org.cqrsjakarta.internal.store.TestNode;
import org.cqrsjakarta.internal.wire.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client goes on with its stream on another node, while the one that has it lives, and when that is lost. */
class NodesTest {

    private TwoNodes nodes;
    private TwoNodes.Node a;
    private TwoNodes.Node b;

    private void with(StreamsMode mode, Continuation continuation) {
        nodes = new TwoNodes(mode, continuation);
        a = nodes.a;
        b = nodes.b;
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aClientThatMovesIsServedFromTheNodeThatHasItsStream(StreamsMode mode) {
        with(mode, Continuation.RESTART);
        Client client = a.got(3);
        client.leave();
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(() -> moved.text().contains("resumed"), moved::text);
        a.live.give(4, 5);
        nodes.whileTimePasses(() -> moved.text().contains("a1.5\n"), moved::text);
        a.live.end();
        nodes.whileTimePasses(() -> moved.text().contains("a1.end"), moved::text);
        moved.awaitEnd();
        assertThat(moved.text()).isEqualTo("""
                retry: 2000
                event: resumed
                data: {"from":"journal","position":3}

                event: item
                data: 4
                id: a1.4

                event: item
                data: 5
                id: a1.5

                event: complete
                data: {"items":5,"steps":["LiveItems"]}
                id: a1.end

                """);
        assertThat(a.harness.opened).hasValue(1);
        assertThat(b.harness.opened).hasValue(0);
        assertThat(a.harness.outcomes).containsExactly(Outcome.SUCCEEDED);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESTART", "SKIP_DELIVERED", "DISTINCT"})
    void theStreamOfALostNodeGoesOnWithTheNextStepOfItsChain(Continuation continuation) {
        with(StreamsMode.JOURNAL, continuation);
        Client client = a.got(3);
        a.link.cut();
        client.leave();
        b.cached.give(1, 2, 3, 4, 5).end();
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(() -> moved.text().contains("a1.end"), moved::text);
        moved.awaitEnd();
        assertThat(moved.text()).contains("""
                event: resumed
                data: {"from":"journal","position":3}

                event: switchover
                data: {"position":3,"from":"LiveItems","to":"CachedItems","reason":"NodeLostException"}

                """);
        assertThat(moved.items())
                .isEqualTo(continuation == Continuation.RESTART ? List.of("1", "2", "3", "4", "5") : List.of("4", "5"));
        assertThat(b.harness.outcomes).as("nothing for a circuit to count").isEmpty();
    }

    @Test
    void aNodeThatIsBackFindsThatAnotherOneHasGoneOn() {
        with(StreamsMode.JOURNAL, Continuation.SKIP_DELIVERED);
        Client client = a.got(3);
        a.link.cut();
        b.cached.give(1, 2, 3, 4);
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(() -> moved.text().contains("a1.4\n"), moved::text);
        a.link.mend();
        nodes.time.advance(TestNode.POLL.multipliedBy(2));
        a.live.give(5);
        nodes.whileTimePasses(
                () -> a.harness.outcomes.contains(Outcome.IGNORED), () -> "its run is left: " + client.text());
        client.awaitEnd();
        assertThat(client.items()).containsExactly("1", "2", "3");
        b.cached.end();
        moved.awaitEnd();
        assertThat(moved.items()).containsExactly("4");
    }

    @Test
    void anAnswerThatIsLateCostsTheStreamItsPlaceUntilItComes() {
        with(StreamsMode.JOURNAL, Continuation.SKIP_DELIVERED);
        Client client = a.got(2);
        a.link.beLate();
        a.live.give(3);
        client.await("a1.3\n");
        a.live.give(4);
        client.await("a1.4\n");
        assertThat(a.link.unanswered()).as("one at a time").isEqualTo(1);
        assertThat(a.storedPosition()).isEqualTo(2);
        a.link.answer();
        assertThat(a.storedPosition()).as("without another item").isEqualTo(4);
        a.link.cut();
        client.leave();
        b.cached.give(1, 2, 3, 4, 5).end();
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(() -> moved.text().contains("a1.end"), moved::text);
        moved.awaitEnd();
        assertThat(moved.text()).contains("\"reason\":\"NodeLostException\"");
        assertThat(moved.items()).containsExactly("5");
    }

    @Test
    void aStreamIsInTheStoreAgainWhenThatAnswersAgain() {
        with(StreamsMode.JOURNAL, Continuation.SKIP_DELIVERED);
        Client client = a.got(2);
        a.link.cut();
        a.live.give(3);
        client.await("a1.3\n");
        a.live.give(4);
        client.await("a1.4\n");
        assertThat(a.storedPosition()).isEqualTo(2);
        a.link.mend();
        nodes.time.advance(TestNode.POLL);
        assertThat(a.storedPosition()).isEqualTo(4);
        a.live.end();
        client.awaitEnd();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aSilentStreamIsThereForOthersAgainWhenTheStoreHasLostEverything(StreamsMode mode) {
        with(mode, Continuation.RESTART);
        Client client = a.got(3);
        client.leave();
        for (int times = 0; times < 2; times++) {
            nodes.time.advance(TestNode.POLL);
            nodes.loseTheStore();
            nodes.time.advance(TestNode.POLL);
            assertThat(a.storedPosition()).isEqualTo(mode == StreamsMode.JOURNAL ? 3 : 0);
        }
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(() -> moved.text().contains("resumed"), moved::text);
        a.live.give(4).end();
        nodes.whileTimePasses(() -> moved.text().contains("a1.end"), moved::text);
        assertThat(moved.items()).containsExactly("4");
    }

    @Test
    void whoIsBehindFindsWhatWasThereBeforeTheStoreLostEverything() {
        with(StreamsMode.JOURNAL, Continuation.RESTART);
        Client client = a.got(2);
        client.leave();
        a.live.give(3);
        until(() -> a.harness.held().equals(Map.of("a1", true)), () -> "nobody listens there");
        nodes.time.advance(TestNode.POLL);
        nodes.loseTheStore();
        nodes.time.advance(TestNode.POLL);
        Client moved = b.comesBack(client);
        a.live.end();
        nodes.whileTimePasses(() -> moved.text().contains("a1.end"), moved::text);
        assertThat(moved.items()).containsExactly("3");
    }

    @Test
    void nothingOfAStreamIsLeftWhoseLastPartWasLate() {
        with(StreamsMode.JOURNAL, Continuation.SKIP_DELIVERED);
        Client client = a.got(2);
        a.link.beLate();
        a.live.give(3);
        client.await("a1.3\n");
        new Caller(null, null, false, null, null).enter();
        assertThat(a.harness.sse.stop("a1")).isTrue();
        client.awaitEnd();
        until(a.harness::isIdle, () -> "nothing remains: " + a.harness.remains());
        a.link.answer();
        assertThat(a.storedPosition()).as("there is none").isEqualTo(-1);
    }

    @Test
    void whoseStreamItIsNotGetsAnotherOne() {
        with(StreamsMode.JOURNAL, Continuation.RESTART);
        Client client = a.got(2);
        b.live.give(7, 8, 9).end();
        Client other = b.comesBack(client, "mallory");
        nodes.whileTimePasses(() -> other.text().contains("b1.end"), other::text);
        // As for an id that nobody knows: a run of their own, from that position.
        assertThat(other.text()).contains("data: {\"from\":\"run\",\"position\":2}", "data: 9\nid: b1.3\n");
        assertThat(other.items()).containsExactly("9");
        a.live.end();
        client.awaitEnd();
    }

    @Test
    void aStreamIsStoppedWhereverItRuns() {
        with(StreamsMode.FOLLOW, Continuation.RESTART);
        Client client = a.got(2);
        new Caller(null, null, false, null, null).enter();
        assertThat(b.harness.sse.stop("a1")).isTrue();
        client.awaitEnd();
        until(() -> a.harness.outcomes.contains(Outcome.IGNORED), () -> "left");
        new Caller("mallory", null, false, null, null).enter();
        assertThat(b.harness.sse.stop("a1")).isFalse();
    }

    @Test
    void aStreamThatWasStoppedIsGoneForOthersToo() {
        with(StreamsMode.JOURNAL, Continuation.SKIP_DELIVERED);
        Client client = a.got(2);
        new Caller(null, null, false, null, null).enter();
        assertThat(a.harness.sse.stop("a1")).isTrue();
        client.awaitEnd();
        b.live.give(1, 2, 3).end();
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(() -> moved.text().contains("b1.end"), moved::text);
        assertThat(moved.text()).contains("data: {\"from\":\"run\",\"position\":2}");
        assertThat(moved.items()).containsExactly("3");
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void clientsOnBothNodesGetTheSame(StreamsMode mode) {
        with(mode, Continuation.RESTART);
        Client client = a.got(2);
        Client other = b.comesBack(client);
        nodes.whileTimePasses(() -> other.text().contains("resumed"), other::text);
        a.live.give(3, 4).end();
        nodes.whileTimePasses(() -> other.text().contains("a1.end"), other::text);
        nodes.whileTimePasses(() -> client.text().contains("a1.end"), client::text);
        assertThat(client.items()).containsExactly("1", "2", "3", "4");
        assertThat(other.items()).containsExactly("3", "4");
    }

    @Test
    void whoComesHomeFindsWhatWasSentElsewhereMeanwhile() {
        with(StreamsMode.JOURNAL, Continuation.RESTART);
        Client client = a.got(2);
        client.leave();
        a.live.give(3);
        until(() -> a.harness.held().equals(Map.of("a1", true)), () -> "nobody listens there");
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(() -> moved.text().contains("a1.3\n"), moved::text);
        a.live.give(4).end();
        nodes.whileTimePasses(() -> moved.text().contains("a1.end"), moved::text);
        Client home = a.comesBack(client);
        home.awaitEnd();
        assertThat(home.items()).containsExactly("3", "4");
        assertThat(home.text()).contains("event: complete");
    }

    @Test
    void streamsGoOnWhileTheStoreIsAwayAndAreThereForOthersAgainAfterwards() {
        with(StreamsMode.JOURNAL, Continuation.RESTART);
        Client client = a.got(2);
        a.link.cut();
        a.live.give(3);
        client.await("a1.3\n");
        nodes.time.advance(TestNode.POLL.multipliedBy(2));
        a.live.give(4);
        client.await("a1.4\n");
        a.link.mend();
        nodes.time.advance(TestNode.POLL.multipliedBy(2));
        a.live.give(5);
        client.await("a1.5\n");
        client.leave();
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(() -> moved.text().contains("resumed"), moved::text);
        a.live.give(6).end();
        nodes.whileTimePasses(() -> moved.text().contains("a1.end"), moved::text);
        assertThat(moved.text()).contains("data: {\"from\":\"journal\",\"position\":5}");
        assertThat(moved.items()).containsExactly("6");
    }

    @Test
    void aNodeThatHasHeardOfNobodyTakesNobodyForLost() {
        with(StreamsMode.JOURNAL, Continuation.SKIP_DELIVERED);
        Client client = a.got(2);
        TwoNodes.Node c = nodes.node("c");
        Client moved = c.comesBack(client);
        nodes.whileTimePasses(() -> moved.text().contains("resumed"), moved::text);
        a.live.give(3).end();
        nodes.whileTimePasses(() -> moved.text().contains("a1.end"), moved::text);
        assertThat(moved.items()).containsExactly("3");
        assertThat(moved.text()).doesNotContain("switchover");
    }

    @Test
    void nothingRemainsOnANodeWhoseClientHasGone() {
        with(StreamsMode.FOLLOW, Continuation.RESTART);
        Client client = a.got(2);
        client.leave();
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(() -> moved.text().contains("resumed"), moved::text);
        moved.leave();
        nodes.whileTimePasses(() -> b.harness.isIdle(), () -> b.harness.remains());
        nodes.whileTimePasses(() -> a.harness.isIdle(), () -> a.harness.remains());
        assertThat(a.harness.outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void allStreamsOfAUserEndOnAllNodesButThoseThatBeginAfterwards() {
        with(StreamsMode.FOLLOW, Continuation.RESTART);
        Client there = a.harness.connect(a.chain, Ask.USUAL, "alice", null, new Client());
        a.live.give(1);
        there.await("id: a1.1\n");
        assertThat(b.harness.sse.stopAll("alice")).as("on this node").isZero();
        Client here = b.harness.connect(b.chain, Ask.USUAL, "alice", null, new Client());
        there.awaitEnd();
        nodes.time.advance(TestNode.POLL.multipliedBy(2));
        b.live.give(1).end();
        here.awaitEnd();
        assertThat(here.text()).contains("event: complete");
        assertThat(there.text()).doesNotContain("event: complete");
        assertThat(b.harness.outcomes).containsExactly(Outcome.SUCCEEDED);
    }

    @Test
    void thatTheStoreIsAwayIsSaidOnceAndInItsOwnWords() {
        with(StreamsMode.FOLLOW, Continuation.RESTART);
        try (Warnings warnings = new Warnings()) {
            a.link.cut();
            nodes.time.advance(TestNode.POLL.multipliedBy(5));
            assertThat(warnings.seen())
                    .singleElement()
                    .asString()
                    .contains("CQRS00953", "does not answer: cut.")
                    .doesNotContain("Exception");
        }
    }
}
