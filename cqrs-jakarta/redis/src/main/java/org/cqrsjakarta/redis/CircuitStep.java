package org.cqrsjakarta.redis;

import java.nio.charset.StandardCharsets;
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

/**
 * What {@code circuit.lua} is called with, and what it answers.
 *
 * @param name      of the step
 * @param keys      the circuit's
 * @param arguments in the order in which the script has them
 */
record CircuitStep(String name, List<byte[]> keys, List<byte[]> arguments) {

    /** Longer than anybody is away without the circuit being of no interest any more. */
    private static final Duration KEPT = Duration.ofDays(1);

    /** Such that the script's numbers, which are doubles, count a time of day and this exactly. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final int NANOS = 1_000;
    private static final int TOKEN = 3;
    private static final int NODES = 4;

    static CircuitStep of(String name, Circuit circuit, Report report, String first, String second) {
        Rules rules = report.rules();
        List<Object> arguments = new ArrayList<>(List.of(
                name,
                new String(Names.channel(circuit.namespace()), StandardCharsets.US_ASCII),
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
                second));
        arguments.addAll(report.probes());
        return new CircuitStep(
                name,
                List.of(Names.key(circuit)),
                arguments.stream()
                        .map(argument -> argument.toString().getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    /** Every step writes the circuit, so it is forgotten so long after the last. */
    private static long kept(Rules rules) {
        return KEPT.plus(bounded(rules.delay()))
                .plus(bounded(rules.lease()))
                .plus(bounded(rules.nodeTimeout()))
                .toMillis();
    }

    private static Duration bounded(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
    }

    private static long micros(Duration duration) {
        return bounded(duration).toNanos() / NANOS;
    }

    private static int flag(boolean holds) {
        return holds ? 1 : 0;
    }

    /**
     * Reads an answer.
     *
     * @return empty if it is none
     */
    static Optional<Lease> read(Object answer) {
        try {
            List<String> texts = ((List<?>) answer)
                    .stream()
                            .map(text -> new String((byte[]) text, StandardCharsets.US_ASCII))
                            .toList();
            List<Node> nodes = new ArrayList<>();
            for (int at = NODES; at < texts.size(); at += 2) {
                nodes.add(new Node(texts.get(at), CircuitState.valueOf(texts.get(at + 1))));
            }
            nodes.sort(Comparator.comparing(Node::id));
            Shared shared = new Shared(
                    Long.parseLong(texts.get(0)),
                    CircuitState.valueOf(texts.get(1)),
                    Duration.ofNanos(Math.multiplyExact(Long.parseLong(texts.get(2)), NANOS)),
                    nodes);
            return Optional.of(new Lease(Optional.of(texts.get(TOKEN)).filter(token -> !token.isEmpty()), shared));
        } catch (ClassCastException | IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
