package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.store.StreamsMode;
import org.cqrsjakarta.internal.store.TestNode;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.ManualTime;
import org.cqrsjakarta.spi.StreamStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Seeded histories of a client that moves between three nodes whenever it likes, at whatever moment its connection breaks, and
 * of the loss of the node that has its stream: it gets each item once, in order, and the end. A history is told again by its
 * seed: {@code -Dmoves.seed=4711 -Dmoves.histories=1}; with another store its threads may take other turns.
 */
public abstract class MovingClients {

    private static final int SEED = Integer.getInteger("moves.seed", 0);
    private static final int ITEMS = 20;
    private static final int MANY_CONNECTIONS = 30;
    private static final int MOST_CONNECTIONS = 60;

    private final int histories;

    /** With so many histories of each kind, unless the command line says otherwise. */
    protected MovingClients(int histories) {
        this.histories = Integer.getInteger("moves.histories", histories);
    }

    /** A store without anything in it, for nodes of this clock. */
    protected abstract StreamStore emptyStore(ManualTime time);

    /** Lets so much of the store's time pass, if that is not the nodes'. Nobody asks it meanwhile. */
    protected abstract void pass(Duration time);

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void eachItemComesOnce(StreamsMode mode) {
        for (long seed = SEED; seed < SEED + histories; seed++) {
            History history = new History(mode, seed);
            history.play();
            history.store.close();
        }
    }

    /** One of them. */
    private final class History {

        private final ManualTime time = new ManualTime();
        private final AgingStore store = new AgingStore(emptyStore(time));
        private final TwoNodes nodes;
        private final List<TwoNodes.Node> all;
        private final List<String> got = new ArrayList<>();
        private final StringBuilder history = new StringBuilder();
        private final Random random;
        private final StreamsMode mode;
        private final long seed;
        private int given;
        private boolean isLost;
        private boolean isOver;
        private Client client;
        private TwoNodes.Node at;

        History(StreamsMode mode, long seed) {
            this.mode = mode;
            this.seed = seed;
            random = new Random(seed);
            nodes = new TwoNodes(mode, Continuation.SKIP_DELIVERED, Threads.VIRTUAL, time, clock -> store);
            all = List.of(nodes.a, nodes.b, nodes.node("c"));
            passes(TestNode.POLL);
            all.forEach(node -> node.cached
                    .give(IntStream.rangeClosed(1, ITEMS).boxed().toArray())
                    .end());
        }

        private void play() {
            at = nodes.a;
            client = at.harness.connect(at.chain);
            give(1 + random.nextInt(3));
            client.await("id: a1.1\n");
            for (int connections = 0; !isOver && connections < MOST_CONNECTIONS; connections++) {
                if (connections > MANY_CONNECTIONS) {
                    // Enough of that: it stays for a while.
                    give(ITEMS);
                }
                act();
                move();
            }
            assertThat(got)
                    .as("seed %d in %s: %s", seed, mode, history)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, ITEMS)
                            .mapToObj(Integer::toString)
                            .toList());
        }

        private void act() {
            switch (random.nextInt(6)) {
                case 0, 1 -> give(random.nextInt(4));
                case 2 -> awaitsSomething();
                case 3 -> loseProducer();
                default -> {}
            }
            if (given == ITEMS || isLost) {
                awaitsEnd();
            }
        }

        private void give(int many) {
            for (int i = 0; i < many && given < ITEMS; i++) {
                nodes.a.live.give(++given);
            }
            if (given == ITEMS) {
                nodes.a.live.end();
            }
            history.append(" given ").append(given);
        }

        private void awaitsSomething() {
            if (!isLost && client.lastId() != null) {
                awaits("a1." + given + "\n");
            }
        }

        /** Only where others know what its client has. */
        private void loseProducer() {
            if (mode == StreamsMode.JOURNAL && !isLost && random.nextInt(4) == 0) {
                history.append(" LOST");
                isLost = true;
                nodes.a.link.cut();
            }
        }

        private void awaitsEnd() {
            // Whoever is on a node that is cut off has nothing to wait for.
            if (random.nextInt(3) > 0 && !(isLost && at == nodes.a)) {
                awaits("a1.end");
            }
        }

        /** Or the end of its response. */
        private void awaits(String part) {
            nodes.whileTimePasses(
                    () -> client.text().contains(part) || isEnded(),
                    () -> "seed " + seed + " in " + mode + ": " + history + client.text(),
                    this::passes);
        }

        private void passes(Duration much) {
            store.alone(() -> pass(much));
            time.advance(much);
        }

        private boolean isEnded() {
            return client.result.toCompletableFuture().isDone();
        }

        private void move() {
            client.leave();
            String text = client.text();
            got.addAll(client.items());
            isOver = text.contains("a1.end\n\n");
            if (!isOver) {
                TwoNodes.Node to = all.get(isLost ? 1 + random.nextInt(2) : random.nextInt(all.size()));
                history.append(" ")
                        .append(to.link.streams().node())
                        .append(" after ")
                        .append(got.size());
                at = to;
                client = to.harness.connect(to.chain, Ask.USUAL, null, "a1." + got.size(), new Client());
            }
        }
    }
}
