package org.cqrsjakarta.internal.sse;

import static java.time.Duration.ofMillis;
import static org.cqrsjakarta.internal.delivery.DeliveryHarness.until;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.delivery.DeliveryHarness;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Feed;
import org.cqrsjakarta.internal.delivery.Rules;
import org.cqrsjakarta.internal.store.NodeStreams;
import org.cqrsjakarta.internal.store.StreamsMode;
import org.cqrsjakarta.internal.store.TestNode;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.InMemoryStreamStore;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.StreamStore;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.cqrsjakarta.spi.StreamStore.Stream;

/** Two nodes with one store, under a clock that is turned by hand. */
final class TwoNodes {

    /** Between two turns of the clock. More take long where a look gives the processor away to others. */
    private static final int LOOKS = 20;

    final ManualTime time;
    private StreamStore store;
    private final StreamsMode mode;
    private final Continuation continuation;
    private final Threads threads;
    private final List<Node> all = new ArrayList<>();
    final Node a;
    final Node b;

    TwoNodes(StreamsMode mode, Continuation continuation) {
        this(mode, continuation, Threads.VIRTUAL);
    }

    /** With whatever starts the threads of all nodes. */
    TwoNodes(StreamsMode mode, Continuation continuation, Threads threads) {
        this(mode, continuation, threads, new ManualTime(), InMemoryStreamStore::new);
    }

    /** With this clock, and the store that is made for it. */
    TwoNodes(
            StreamsMode mode,
            Continuation continuation,
            Threads threads,
            ManualTime time,
            Function<? super ManualTime, ? extends StreamStore> stores) {
        this.time = time;
        this.store = stores.apply(time);
        this.mode = mode;
        this.continuation = continuation;
        this.threads = threads;
        a = node("a");
        b = node("b");
        time.advance(TestNode.POLL);
    }

    Node node(String name) {
        return new Node(name);
    }

    /** Everything that was in the store is gone. */
    void loseTheStore() {
        store = new InMemoryStreamStore(time);
        all.forEach(node -> node.link.use(store));
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
            harness = new DeliveryHarness(Rules.usual(), threads, time, name, link.streams());
            all.add(this);
            live = harness.feed();
            cached = harness.feed();
            chain = harness.chain(live, cached, continuation);
        }

        /** Up to where the store has its first stream; -1: there is none. */
        long storedPosition() {
            String key = NodeStreams.keyOf(link.streams().node() + 1);
            return store.read(new Stream("app", key), new Reading(0, 0, "test", Duration.ZERO))
                    .map(page -> page.copy().position())
                    .orElse(-1L);
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

    /**
     * Time goes by until it is so: slowly, and only when the threads of all nodes wait, so that they have done what they were to
     * do by then.
     */
    void whileTimePasses(BooleanSupplier condition, Supplier<String> what) {
        whileTimePasses(condition, what, time::advance);
    }

    /** The same, where time goes by as it is told. */
    void whileTimePasses(BooleanSupplier condition, Supplier<String> what, Consumer<Duration> pass) {
        AtomicInteger looks = new AtomicInteger();
        until(
                () -> {
                    if (looks.incrementAndGet() % LOOKS == 0
                            && all.stream().allMatch(node -> node.harness.isAtRest())) {
                        pass.accept(ofMillis(100));
                    }
                    return condition.getAsBoolean();
                },
                what);
    }
}
