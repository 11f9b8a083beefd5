package org.cqrsjakarta.testkit;

import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitStore.Circuit;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Rules;

/** What nodes say of a circuit, for tests of a store that are about something else. */
public final class CircuitReports {

    /** Of which they are. */
    public static final Circuit CIRCUIT = new Circuit("shop", "com.example.LivePrices");

    /** By which four outcomes of one node open it, if two are failures; every time is an hour. */
    public static final Rules RULES =
            new Rules(4, 2, Duration.ofHours(1), 1, Duration.ofHours(1), 1, Duration.ofHours(1));

    private CircuitReports() {}

    /**
     * Nothing new.
     *
     * @param node that reports
     */
    public static Report quiet(String node) {
        return knowing(node, 0, CircuitState.CLOSED);
    }

    /**
     * What the store may have lost.
     *
     * @param node       that reports
     * @param generation that it knows
     * @param state      of that generation, for half an hour more if it is OPEN
     */
    public static Report knowing(String node, long generation, CircuitState state) {
        return new Report(
                node, RULES, generation, state, Duration.ofMinutes(30), state, false, 0, "", List.of(), false);
    }

    /**
     * Four failures: enough to open it.
     *
     * @param node that reports
     */
    public static Report failing(String node) {
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

    /**
     * An operator wants it over.
     *
     * @param node       that reports
     * @param generation that is to be over
     */
    public static Report reset(String node, long generation) {
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
