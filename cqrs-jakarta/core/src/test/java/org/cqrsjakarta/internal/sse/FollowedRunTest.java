package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.util.concurrent.atomic.AtomicLong;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.cqrsjakarta.internal.store.StreamsMode;
import org.cqrsjakarta.internal.store.TestNode;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a client that has come to another node where that cannot do what it usually does. */
class FollowedRunTest {

    private TwoNodes nodes;
    private TwoNodes.Node a;
    private TwoNodes.Node b;

    /** How the names of threads begin that cannot be started. */
    private volatile String lacking = "none";

    private void with(StreamsMode mode) {
        nodes = new TwoNodes(mode, Continuation.SKIP_DELIVERED, this::start);
        a = nodes.a;
        b = nodes.b;
    }

    private Thread start(String name, Runnable task) {
        if (name.startsWith(lacking)) {
            throw new OutOfMemoryError("no thread " + name);
        }
        return Threads.VIRTUAL.start(name, task);
    }

    private void assertNothingStaysOn(TwoNodes.Node node) {
        nodes.whileTimePasses(node.harness::isIdle, node.harness::remains);
        assertThat(node.harness.held()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aClientThatNoThreadCanServeIsLetGoAndServedWhenItComesAgain(StreamsMode mode) {
        with(mode);
        Client client = a.got(3);
        lacking = "cqrs-follow-";
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(moved::responseIsOver, moved::text);
        moved.awaitEnd();
        assertThat(moved.text()).as("no end, so that it comes again").doesNotContain("id: ", "complete", "failure");
        assertNothingStaysOn(b);
        lacking = "none";
        Client again = b.comesBack(client);
        nodes.whileTimePasses(() -> again.text().contains("resumed"), again::text);
        a.live.give(4).end();
        nodes.whileTimePasses(() -> again.text().contains("a1.end"), again::text);
        assertThat(again.text()).contains("data: {\"from\":\"journal\",\"position\":3}");
        assertThat(again.items()).containsExactly("4");
        assertNothingStaysOn(b);
        assertThat(b.harness.opened).hasValue(0);
    }

    @Test
    void aStreamThatIsToGoOnWithoutAThreadFails() {
        with(StreamsMode.JOURNAL);
        Client client = a.got(3);
        a.link.cut();
        client.leave();
        lacking = "cqrs-stream-";
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(() -> moved.text().contains("event: failure"), moved::text);
        moved.awaitEnd();
        assertThat(moved.text()).doesNotContain("no thread");
        assertThat(b.harness.opened).hasValue(0);
        assertNothingStaysOn(b);
    }

    @Test
    void aClaimOfWhatIsStoppedMeanwhileIsDropped() {
        with(StreamsMode.JOURNAL);
        Client client = a.got(3);
        a.link.cut();
        client.leave();
        b.link.onceClaimed(() -> {
            // On this thread: so it is closed before the answer is there.
            lacking = "cqrs-leave-";
            new Caller(null, null, false, null, null).enter();
            assertThat(b.harness.sse.stop("a1")).isTrue();
        });
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(moved::responseIsOver, moved::text);
        moved.awaitEnd();
        until(() -> a.storedPosition() == -1, () -> "the copy is gone");
        assertNothingStaysOn(b);
        assertThat(b.harness.opened).hasValue(0);

        TwoNodes.Node c = nodes.node("c");
        c.live.give(1, 2, 3, 4).end();
        Client next = c.comesBack(client);
        next.await("c1.end");
        assertThat(next.text()).contains("data: {\"from\":\"run\",\"position\":3}");
        assertThat(next.items()).containsExactly("4");
    }

    /** The claim is at the store, and the run is not here yet. */
    @Test
    void whoeverAsksForAStreamThatIsJustClaimedGetsItWhenItIsHere() {
        with(StreamsMode.JOURNAL);
        TwoNodes.Node c = nodes.node("c");
        Client client = a.got(3);
        a.link.cut();
        client.leave();
        b.cached.give(1, 2, 3, 4, 5);
        AtomicLong position = new AtomicLong();
        b.link.onceClaimed(() -> {
            c.link.streams().post(new NodePost.Follow(NodeStreams.keyOf("a1"), 3, "b").text());
            // It hears of it at its next beat, at the latest.
            nodes.time.advance(TestNode.POLL);
            position.set(a.storedPosition());
        });
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(() -> moved.text().contains("a1.5\n"), moved::text);
        assertThat(position).as("what is there of it when it was asked for").hasValue(3);
        Client again = c.comesBack(moved);
        nodes.whileTimePasses(() -> again.text().contains("resumed"), again::text);
        b.cached.give(6).end();
        nodes.whileTimePasses(() -> again.text().contains("a1.end"), again::text);
        assertThat(again.text()).contains("data: {\"from\":\"journal\",\"position\":5}");
        assertThat(again.items()).containsExactly("6");
        assertThat(c.harness.opened).hasValue(0);
    }

    @Test
    void aClaimWhoseClientHasLeftMeanwhileIsGivenBackForTheNextOne() {
        with(StreamsMode.JOURNAL);
        Client client = a.got(3);
        a.link.cut();
        client.leave();
        Client moved = b.comesBack(client);
        b.link.onceClaimed(() -> {
            lacking = "cqrs-leave-";
            moved.leave();
            b.harness.time.advance(Rules.HEARTBEAT);
            until(() -> !b.harness.isRunning("cqrs-response-a1"), () -> "its response is over");
        });
        nodes.whileTimePasses(moved::responseIsOver, moved::text);
        assertNothingStaysOn(b);
        assertThat(b.harness.opened).hasValue(0);

        TwoNodes.Node c = nodes.node("c");
        c.cached.give(1, 2, 3, 4).end();
        Client next = c.comesBack(client);
        nodes.whileTimePasses(() -> next.text().contains("a1.end"), next::text);
        assertThat(next.text())
                .contains("data: {\"from\":\"journal\",\"position\":3}")
                .contains("NodeLostException");
        assertThat(next.items()).containsExactly("4");
    }

    @Test
    void aClientThatIsAheadOfTheCopyWaitsUntilThatHasComeSoFar() {
        with(StreamsMode.JOURNAL);
        Client client = a.got(2);
        a.link.beLate();
        a.live.give(3);
        client.await("a1.3\n");
        a.live.give(4);
        client.await("a1.4\n");
        Client moved = b.comesBack(client);
        until(b.harness::isAtRest, () -> "it waits");
        assertThat(a.storedPosition()).isEqualTo(2);
        assertThat(moved.text()).isEmpty();
        a.link.answer();
        nodes.whileTimePasses(() -> moved.text().contains("resumed"), moved::text);
        a.live.give(5).end();
        nodes.whileTimePasses(() -> moved.text().contains("a1.end"), moved::text);
        assertThat(moved.text()).contains("data: {\"from\":\"journal\",\"position\":4}");
        assertThat(moved.items()).containsExactly("5");
        assertThat(b.harness.opened).hasValue(0);
    }

    @Test
    void aClientThatIsAheadOfWhatALostNodeHasLeftIsServedFromItsPosition() {
        with(StreamsMode.JOURNAL);
        Client client = a.got(2);
        a.link.beLate();
        a.live.give(3);
        client.await("a1.3\n");
        a.live.give(4);
        client.await("a1.4\n");
        a.link.cut();
        client.leave();
        b.live.give(1, 2, 3, 4, 5).end();
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(() -> moved.text().contains("b1.end"), moved::text);
        assertThat(moved.text()).contains("data: {\"from\":\"run\",\"position\":4}");
        assertThat(moved.items()).containsExactly("5");
        assertNothingStaysOn(b);
    }

    @Test
    void aClientThatIsAheadOfTheOneThatIsFollowedHereGetsNothingTwice() {
        with(StreamsMode.JOURNAL);
        Client client = a.got(2);
        Client slow = b.comesBack(client);
        a.live.give(3);
        nodes.whileTimePasses(() -> slow.text().contains("a1.3\n"), slow::text);
        until(b.harness::isAtRest, () -> "it waits for more");
        b.link.cut();
        a.live.give(4, 5);
        client.await("a1.5\n");
        b.link.mend();
        Client ahead = b.comesBack(client);
        nodes.whileTimePasses(() -> ahead.text().contains("resumed"), ahead::text);
        assertThat(ahead.text()).contains("data: {\"from\":\"journal\",\"position\":5}");
        slow.awaitEnd();
        assertThat(slow.items()).containsExactly("3");
        Client slowAgain = b.comesBack(slow);
        a.live.give(6);
        nodes.whileTimePasses(() -> slowAgain.text().contains("a1.6\n"), slowAgain::text);
        ahead.awaitEnd();
        String last = ahead.items().isEmpty() ? "a1.5" : ahead.lastId();
        Client aheadAgain = b.harness.connect(b.chain, Ask.USUAL, null, last, new Client());
        nodes.whileTimePasses(() -> aheadAgain.text().contains("resumed"), aheadAgain::text);
        a.live.end();
        nodes.whileTimePasses(() -> aheadAgain.text().contains("a1.end"), aheadAgain::text);
        nodes.whileTimePasses(() -> slowAgain.text().contains("a1.end"), slowAgain::text);
        assertThat(slowAgain.items()).containsExactly("4", "5", "6");
        assertThat(aheadAgain.items())
                .as("after %s", ahead.items())
                .hasSize(1 - ahead.items().size());
        assertNothingStaysOn(b);
    }
}
