package org.cqrsjakarta.jdbc;

import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Rules;

/** What nodes say in tests. */
final class Reports {

    static final Circuit CIRCUIT = new Circuit("shop", "com.example.LivePrices");

    static final Rules RULES = new Rules(4, 2, Duration.ofHours(1), 1, Duration.ofHours(1), 1, Duration.ofHours(1));

    private Reports() {}

    /** Nothing new. */
    static Report quiet(String node) {
        return knowing(node, 0, CircuitState.CLOSED);
    }

    static Report knowing(String node, long generation, CircuitState state) {
        return new Report(
                node, RULES, generation, state, Duration.ofMinutes(30), state, false, 0, "", List.of(), false);
    }

    /** Four failures: enough to open it. */
    static Report failing(String node) {
        return new Report(
                node,
                RULES,
                0,
                CircuitState.CLOSED,
                Duration.ZERO,
                CircuitState.CLOSED,
                false,
                4,
                "FFFF",
                List.of(),
                false);
    }

    /** Whether the operator wants it over. */
    static Report reset(String node, long generation) {
        return new Report(
                node,
                RULES,
                generation,
                CircuitState.CLOSED,
                Duration.ZERO,
                CircuitState.CLOSED,
                false,
                0,
                "",
                List.of(),
                true);
    }
}
