package org.cqrsjakarta.internal.sse;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.store.StreamsMode;
import org.cqrsjakarta.internal.store.TestNode;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.internal.wire.Caller;
import org.cqrsjakarta.spi.InMemoryStreamStore;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client goes on with its stream on another node, while the one that has it lives, and when that is lost. */
class NodesTest {

    private final ManualTime time = new ManualTime();
    private final InMemoryStreamStore store = new InMemoryStreamStore(time);

    /** A node, with a primary and a fallback of its own. */
    private final class Node {

        private final TestNode link;
        private final DeliveryHarness harness;
        private final Feed live;
        private final Feed cached;
        private final Chain<Object> chain;

        Node(String name, StreamsMode mode, Continuation continuation) {
            link = new TestNode(name, store, mode, time);
            harness = new DeliveryHarness(Rules.usual(), Threads.VIRTUAL, time, name, link.streams());
            live = harness.feed();
            cached = harness.feed();
            chain = harness.chain(live, cached, continuation);
        }

        Client comesBack(Client before) {
            return comesBack(before, null);
        }

        Client comesBack(Client before, String user) {
            return harness.connect(chain, Ask.USUAL, user, before.lastId(), new Client());
        }
    }

    private Node a;
    private Node b;

    private void with(StreamsMode mode, Continuation continuation) {
        a = new Node("a", mode, continuation);
        b = new Node("b", mode, continuation);
        time.advance(TestNode.POLL);
    }

    /** Time goes by until it is so: slowly, so that threads have done what they were to do by then. */
    private void whileTimePasses(BooleanSupplier condition, Supplier<String> what) {
        AtomicInteger looks = new AtomicInteger();
        until(
                () -> {
                    if (looks.incrementAndGet() % 10_000 == 0) {
                        time.advance(ofMillis(100));
                    }
                    return condition.getAsBoolean();
                },
                what);
    }

    private Client got(Node node, int items) {
        Client client = node.harness.connect(node.chain);
        IntStream.rangeClosed(1, items).forEach(node.live::give);
        client.await("id: " + node.link.streams().node() + "1." + items + "\n");
        return client;
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aClientThatMovesIsServedFromTheNodeThatHasItsStream(StreamsMode mode) {
        with(mode, Continuation.RESTART);
        Client client = got(a, 3);
        client.leave();
        Client moved = b.comesBack(client);
        whileTimePasses(() -> moved.text().contains("resumed"), moved::text);
        a.live.give(4, 5);
        whileTimePasses(() -> moved.text().contains("a1.5\n"), moved::text);
        a.live.end();
        whileTimePasses(() -> moved.text().contains("a1.end"), moved::text);
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
        Client client = got(a, 3);
        a.link.cut();
        client.leave();
        b.cached.give(1, 2, 3, 4, 5).end();
        Client moved = b.comesBack(client);
        whileTimePasses(() -> moved.text().contains("a1.end"), moved::text);
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
        Client client = got(a, 3);
        a.link.cut();
        b.cached.give(1, 2, 3, 4);
        Client moved = b.comesBack(client);
        whileTimePasses(() -> moved.text().contains("a1.4\n"), moved::text);
        a.link.mend();
        time.advance(TestNode.POLL.multipliedBy(2));
        a.live.give(5);
        whileTimePasses(() -> a.harness.outcomes.contains(Outcome.IGNORED), () -> "its run is left: " + client.text());
        client.awaitEnd();
        assertThat(client.items()).containsExactly("1", "2", "3");
        b.cached.end();
        moved.awaitEnd();
        assertThat(moved.items()).containsExactly("4");
    }

    @Test
    void whoseStreamItIsNotGetsAnotherOne() {
        with(StreamsMode.JOURNAL, Continuation.RESTART);
        Client client = got(a, 2);
        b.live.give(7, 8, 9).end();
        Client other = b.comesBack(client, "mallory");
        whileTimePasses(() -> other.text().contains("b1.end"), other::text);
        // As for an id that nobody knows: a run of their own, from that position.
        assertThat(other.text()).contains("data: {\"from\":\"run\",\"position\":2}", "data: 9\nid: b1.3\n");
        assertThat(other.items()).containsExactly("9");
        a.live.end();
        client.awaitEnd();
    }

    @Test
    void aStreamIsStoppedWhereverItRuns() {
        with(StreamsMode.FOLLOW, Continuation.RESTART);
        Client client = got(a, 2);
        new Caller(null, null, false, null, null).enter();
        assertThat(b.harness.sse.stop("a1")).isTrue();
        client.awaitEnd();
        until(() -> a.harness.outcomes.contains(Outcome.IGNORED), () -> "left");
        new Caller("mallory", null, false, null, null).enter();
        assertThat(b.harness.sse.stop("a1")).isFalse();
    }
}
