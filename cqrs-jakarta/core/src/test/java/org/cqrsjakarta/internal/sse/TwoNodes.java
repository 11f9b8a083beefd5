package org.cqrsjakarta.internal.sse;

import static java.time.Duration.ofMillis;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.store.StreamsMode;
import org.cqrsjakarta.internal.store.TestNode;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.InMemoryStreamStore;
import org.cqrsjakarta.spi.ManualTime;

/** Two nodes with one store, under a clock that is turned by hand. */
final class TwoNodes {

    final ManualTime time = new ManualTime();
    private final InMemoryStreamStore store = new InMemoryStreamStore(time);
    private final StreamsMode mode;
    private final Continuation continuation;
    final Node a;
    final Node b;

    TwoNodes(StreamsMode mode, Continuation continuation) {
        this.mode = mode;
        this.continuation = continuation;
        a = node("a");
        b = node("b");
        time.advance(TestNode.POLL);
    }

    Node node(String name) {
        return new Node(name);
    }

    /** A node, with a primary and a fallback of its own. */
    final class Node {

        final TestNode link;
        final DeliveryHarness harness;
        final Feed live;
        final Feed cached;
        final Chain<Object> chain;

        private Node(String name) {
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

        /** A client of this node's first stream that has got so many items. */
        Client got(int items) {
            Client client = harness.connect(chain);
            IntStream.rangeClosed(1, items).forEach(live::give);
            client.await("id: " + link.streams().node() + "1." + items + "\n");
            return client;
        }
    }

    /** Time goes by until it is so: slowly, so that threads have done what they were to do by then. */
    void whileTimePasses(BooleanSupplier condition, Supplier<String> what) {
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
}
