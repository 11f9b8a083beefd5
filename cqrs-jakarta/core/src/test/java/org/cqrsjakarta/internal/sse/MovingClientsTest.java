package org.cqrsjakarta.internal.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Ask;
import org.cqrsjakarta.internal.delivery.DeliveryHarness.Client;
import org.cqrsjakarta.internal.store.StreamsMode;
import org.cqrsjakarta.internal.store.TestNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Seeded histories of a client that moves between three nodes whenever it likes, at whatever moment its connection breaks, and
 * of the loss of the node that has its stream: it gets each item once, in order, and the end.
 */
class MovingClientsTest {

    private static final int HISTORIES = Integer.getInteger("moves.histories", 40);
    private static final int ITEMS = 20;
    private static final int MANY_CONNECTIONS = 30;
    private static final int MOST_CONNECTIONS = 60;

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void eachItemComesOnce(StreamsMode mode) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            new History(mode, seed).play(seed);
        }
    }

    /** One of them. */
    private static final class History {

        private final TwoNodes nodes;
        private final List<TwoNodes.Node> all;
        private final List<String> got = new ArrayList<>();
        private final StringBuilder history = new StringBuilder();
        private final Random random;
        private final StreamsMode mode;
        private int given;
        private boolean isLost;
        private boolean isOver;
        private Client client;
        private TwoNodes.Node at;

        History(StreamsMode mode, long seed) {
            this.mode = mode;
            random = new Random(seed);
            nodes = new TwoNodes(mode, Continuation.SKIP_DELIVERED);
            all = List.of(nodes.a, nodes.b, nodes.node("c"));
            nodes.time.advance(TestNode.POLL);
            all.forEach(node -> node.cached
                    .give(IntStream.rangeClosed(1, ITEMS).boxed().toArray())
                    .end());
        }

        private void play(long seed) {
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
                nodes.whileTimePasses(
                        () -> client.text().contains("a1." + given + "\n") || isEnded(), () -> history + client.text());
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
                nodes.whileTimePasses(
                        () -> client.text().contains("a1.end") || isEnded(), () -> history + client.text());
            }
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
