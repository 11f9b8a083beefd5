package org.cqrsjakarta.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.internal.circuit.Control;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.circuit.ProbeRules;
import org.cqrsjakarta.spi.ManualTime;

/** Nodes that share one circuit, and what befalls them. */
final class Fleet {

    private static final int NODES = 5;
    private static final int VOLUME = 3;

    /** What has happened in all histories. */
    static final class Sum {
        long opened;
        long leases;
        long lateSettled;
        long probesAlone;

        /** What must not happen: told at the end, as a node takes whatever its store throws for an outage. */
        final List<String> broken = new ArrayList<>();
    }

    private record Running(Node node, Permit permit, long untilNanos, Outcome outcome) {}

    private final int seed;
    private final Random random;
    private final Sum sum;
    private final ManualTime time = new ManualTime();
    private final ModelledStore store;
    private final List<Node> nodes;
    private final List<Running> running = new ArrayList<>();
    private final Duration delay;
    private final int successes;
    private boolean sourceWorks = true;

    Fleet(int seed, Sum sum, FleetHistories histories) {
        this.seed = seed;
        this.sum = sum;
        this.random = new Random(seed);
        this.delay = random.nextInt(5) == 0 ? Duration.ZERO : Duration.ofMillis(random.nextInt(3_000));
        this.successes = 1 + random.nextInt(2);
        this.store = new ModelledStore(time, random, sum, "seed " + seed, histories);
        this.nodes = IntStream.range(0, NODES).mapToObj(Node::new).toList();
    }

    private final class Node {

        private final GuardedCircuit circuit;
        private final ModelledStore.Way way = store.way();
        private long probesTogether;

        Node(int number) {
            ProbeRules probes = new ProbeRules(Duration.ofSeconds(5), Duration.ofSeconds(2));
            circuit = new GuardedCircuit(
                    "Live",
                    new CircuitPolicy(List.of(Throwable.class), List.of(), delay, VOLUME, 1.0, successes),
                    probes,
                    time,
                    (name, from, to) -> {});
            StoreRules rules = StoreRulesOf.theTest();
            Outage outage = new Outage("n" + number, rules);
            outage.silence();
            var unused = new NodeCircuits(
                    new Link(way, "app", "n" + number, rules, way, time, outage), () -> {}, probes, List.of(circuit));
        }

        void begins() {
            var before = circuit.facts();
            boolean asksAll = before.state() == CircuitState.HALF_OPEN && together();
            Permit permit = circuit.admit();
            if (permit == null) {
                return;
            }
            boolean isProbe = permit.watchesItems();
            if (asksAll && isProbe) {
                probesTogether++;
                assertThat(way.places())
                        .as("places of the node when a probe begins, seed %s", seed)
                        .isGreaterThanOrEqualTo(probesTogether);
            }
            if (isProbe && !together()) {
                sum.probesAlone++;
            }
            Outcome outcome =
                    random.nextInt(10) == 0 ? Outcome.IGNORED : sourceWorks ? Outcome.SUCCEEDED : Outcome.FAILED;
            long lasts = random.nextInt(8) == 0 ? random.nextInt(8_000) : random.nextInt(300);
            running.add(new Running(this, permit, time.nanos() + lasts * 1_000_000, outcome));
        }

        boolean together() {
            var nodes = circuit.facts().nodes();
            return nodes.together() && !nodes.tripped();
        }
    }

    void step() {
        switch (random.nextInt(40)) {
            case 0, 1 -> sourceWorks = !sourceWorks;
            case 2, 3 -> any().way.cut(random.nextBoolean());
            case 4 -> any().way.pause(time.nanos() + random.nextInt(5_000) * 1_000_000L);
            case 5 -> store.flush();
            case 6 -> store.stop(random.nextBoolean());
            case 7 -> store.jump(Duration.ofMillis(random.nextInt(20_000) - 10_000));
            case 8 -> store.losesAnswers(random.nextInt(4));
            case 9 -> store.garble();
            case 10 -> any().circuit.reset();
            case 11 -> any().circuit.control(Control.values()[random.nextInt(3)]);
            case 12, 13 -> any().way.slow(random.nextBoolean());
            case 14, 15 -> any().way.refuseLeases(random.nextBoolean());
            default -> any().begins();
        }
        any().begins();
        pass(Duration.ofMillis(random.nextInt(200)));
    }

    private Node any() {
        return nodes.get(random.nextInt(NODES));
    }

    private void pass(Duration by) {
        time.advance(by);
        for (Running stream : List.copyOf(running)) {
            if (time.nanos() - stream.untilNanos() >= 0 && !stream.node().way.isPaused()) {
                running.remove(stream);
                stream.permit().report(stream.outcome());
            }
        }
    }

    /** Nothing fails any more. */
    void heal() {
        sourceWorks = true;
        store.stop(false);
        store.losesAnswers(0);
        nodes.forEach(node -> node.way.heal());
        nodes.forEach(node -> node.circuit.control(Control.AUTOMATIC));
        // What had begun before ends as it would have.
        pass(Duration.ofSeconds(10));
        assertThat(running).isEmpty();
    }

    void agreesWithin(Duration bound) {
        Duration step = Duration.ofMillis(250);
        for (long left = bound.dividedBy(step); left > 0; left--) {
            nodes.forEach(Node::begins);
            pass(step);
        }
        pass(Duration.ofSeconds(2));
        assertThat(nodes).as("seed %s", seed).allSatisfy(node -> {
            assertThat(node.circuit.state()).isEqualTo(CircuitState.CLOSED);
            assertThat(node.together()).isTrue();
            assertThat(node.circuit.facts().nodes().live()).hasSize(NODES);
            assertThat(node.way.generation()).isEqualTo(store.generation());
        });
    }
}
