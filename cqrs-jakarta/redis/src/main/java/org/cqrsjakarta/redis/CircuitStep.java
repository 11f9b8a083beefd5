package org.cqrsjakarta.redis;

import static org.cqrsjakarta.redis.Step.bounded;
import static org.cqrsjakarta.redis.Step.micros;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.CircuitStore.Lease;
import org.cqrsjakarta.spi.CircuitStore.Node;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Rules;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.cqrsjakarta.spi.StoredName;
import org.jspecify.annotations.Nullable;

/** What {@code circuit.lua} is called with, and what it answers. */
final class CircuitStep {

    private static final Script SCRIPT = new Script("circuit.lua");

    /** Longer than anybody is away without the circuit being of no interest any more. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final int TOKEN = 3;
    private static final int NODES = 4;

    private CircuitStep() {}

    static Step of(String name, Circuit circuit, Report report, String first, String second) {
        Rules rules = report.rules();
        List<byte[]> arguments = Step.texts(
                name,
                Names.text(Names.channel(circuit.namespace())),
                StoredName.escaped(circuit.name()),
                kept(rules),
                rules.volume(),
                rules.failures(),
                micros(rules.delay()),
                rules.successes(),
                micros(rules.lease()),
                rules.quorum(),
                micros(rules.nodeTimeout()),
                report.node(),
                report.generation(),
                report.state(),
                micros(report.remaining()),
                report.shows(),
                flag(report.tripped()),
                report.outcomes(),
                report.latest(),
                flag(report.reset()),
                first,
                second);
        arguments.addAll(Step.texts(report.probes().toArray()));
        return new Step(name, SCRIPT, List.of(Names.key(circuit)), arguments);
    }

    /** Every step writes the circuit, so it is forgotten so long after the last. */
    private static long kept(Rules rules) {
        return KEPT.plus(bounded(rules.delay()))
                .plus(bounded(rules.lease()))
                .plus(bounded(rules.nodeTimeout()))
                .toMillis();
    }

    private static int flag(boolean holds) {
        return holds ? 1 : 0;
    }

    static Lease read(@Nullable Object answer) {
        List<String> texts = Answer.texts(answer);
        List<Node> nodes = new ArrayList<>();
        for (int at = NODES; at < texts.size(); at += 2) {
            nodes.add(new Node(texts.get(at), CircuitState.valueOf(texts.get(at + 1))));
        }
        nodes.sort(Comparator.comparing(Node::id));
        Shared shared = new Shared(
                Long.parseLong(texts.get(0)),
                CircuitState.valueOf(texts.get(1)),
                Step.ofMicros(Long.parseLong(texts.get(2))),
                nodes);
        return new Lease(Optional.of(texts.get(TOKEN)).filter(token -> !token.isEmpty()), shared);
    }
}
