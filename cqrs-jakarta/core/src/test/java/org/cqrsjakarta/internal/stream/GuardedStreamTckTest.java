package org.cqrsjakarta.internal.stream;

import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.ProbeRules;
import org.cqrsjakarta.spi.ManualTime;

/** A primary behind a circuit that opens at its second failure: first it is cut, then it is refused. */
public class GuardedStreamTckTest extends PublisherTck {

    private final GuardedCircuit circuit = new GuardedCircuit(
            "Primary",
            new CircuitPolicy(List.of(Exception.class), List.of(), Duration.ofDays(1), 2, 1.0, 1),
            new ProbeRules(Duration.ofSeconds(5), Duration.ofSeconds(30)),
            new ManualTime(),
            (name, from, to) -> {});

    @Override
    Chain<Long> chain(long elements) {
        return new Chain<>(List.of(
                step("Primary", cutAfter(elements / 2), circuit, null),
                step("Fallback", items(elements), org.cqrsjakarta.internal.circuit.Circuit.NONE, goingOn())));
    }
}
