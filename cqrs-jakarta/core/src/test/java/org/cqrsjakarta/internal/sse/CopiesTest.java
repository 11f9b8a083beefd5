package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.util.stream.IntStream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.store.StreamsMode;
import org.cqrsjakarta.internal.store.TestNode;
import org.cqrsjakarta.internal.wire.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store has of a stream while it fails, and while its clients are elsewhere. */
class CopiesTest {

    /** More than a stream keeps. */
    private static final int MANY = 320;

    private TwoNodes nodes;
    private TwoNodes.Node a;
    private TwoNodes.Node b;

    private void with(StreamsMode mode) {
        nodes = new TwoNodes(mode, Continuation.SKIP_DELIVERED);
        a = nodes.a;
        b = nodes.b;
    }

    private Client moved(Client client) {
        Client moved = b.comesBack(client);
        nodes.whileTimePasses(() -> moved.text().contains("resumed"), moved::text);
        return moved;
    }

    private void stop(Client client) {
        new Caller(null, null, false, null, null).enter();
        assertThat(a.harness.sse.stop("a1")).isTrue();
        client.awaitEnd();
        until(a.harness::isIdle, a.harness::remains);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void whoFollowsIsNotLeftBehindByAFasterStream(StreamsMode mode) {
        with(mode);
        Client client = a.got(3);
        client.leave();
        Client moved = moved(client);
        IntStream.rangeClosed(4, MANY).forEach(a.live::give);
        nodes.whileTimePasses(
                () -> moved.items().size() == MANY - 3 || moved.responseIsOver(), () -> "up to " + moved.lastId());
        assertThat(moved.items()).hasSize(MANY - 3);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void nobodyCopiesAStreamThatWasStopped(StreamsMode mode) {
        with(mode);
        Client client = a.got(2);
        Client moved = moved(client);
        nodes.whileTimePasses(() -> a.harness.isRunning("cqrs-copy-a1"), () -> "somebody copies");
        stop(client);
        nodes.whileTimePasses(() -> !a.harness.isRunning("cqrs-copy-a1"), () -> "nobody copies");
        nodes.whileTimePasses(moved::responseIsOver, moved::text);
    }

    @Test
    void whatWasStoppedWhileTheStoreWasAwayIsGoneWhenItIsBack() {
        with(StreamsMode.JOURNAL);
        Client client = a.got(2);
        a.link.cut();
        stop(client);
        assertThat(a.storedPosition()).isEqualTo(2);
        a.link.mend();
        nodes.time.advance(TestNode.POLL);
        assertThat(a.storedPosition()).as("there is none").isEqualTo(-1);
    }

    /** It was alone without anything to send, and asks the store first all the same. */
    @Test
    void aNodeThatIsBackAsksBeforeItWrites() {
        with(StreamsMode.JOURNAL);
        Client client = a.got(3);
        Client moved = moved(client);
        nodes.whileTimePasses(() -> a.harness.isRunning("cqrs-copy-a1"), () -> "somebody copies");
        a.link.cut();
        b.cached.give(1, 2, 3, 40);
        nodes.whileTimePasses(() -> moved.items().contains("40"), moved::text);
        nodes.whileTimePasses(() -> !a.harness.isRunning("cqrs-copy-a1"), () -> "nobody copies");
        a.link.mend();
        nodes.time.advance(TestNode.POLL.multipliedBy(2));
        a.live.give(4);
        nodes.whileTimePasses(client::responseIsOver, client::text);
        assertThat(client.items()).containsExactly("1", "2", "3");
    }

    @Test
    void whatTheStoreRefusesIsSentAgainOnceInAPoll() {
        with(StreamsMode.JOURNAL);
        Client client = a.got(2);
        a.link.refuseAppends();
        a.live.give(3);
        client.await("a1.3\n");
        int before = a.link.refused();
        for (int polls = 1; polls <= 5; polls++) {
            nodes.time.advance(TestNode.POLL);
            assertThat(a.link.refused() - before).isEqualTo(polls);
        }
    }

    @Test
    void aNodeLivesThatHadNoThreadForABeat() {
        with(StreamsMode.JOURNAL);
        a.link.lackThread();
        assertThat(catchThrowable(() -> nodes.time.advance(TestNode.POLL))).isInstanceOf(OutOfMemoryError.class);
        for (int polls = 0; polls < 5; polls++) {
            nodes.time.advance(TestNode.POLL);
        }
        assertThat(b.link.streams().isLive("a")).isTrue();
    }
}
