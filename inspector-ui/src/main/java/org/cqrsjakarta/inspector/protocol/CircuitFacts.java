package org.cqrsjakarta.inspector.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A circuit at one moment.
 *
 * @param circuit name of the handler that it guards
 * @param state   the state
 * @param since   since when, in microseconds since 1970, by the clock of the server
 * @param asks    when it will let streams in on trial, by the same clock; {@link #NOT_SAID} if its server does not say
 * @param control who decides about it
 * @param window  what it counts
 * @param permits streams that run behind it
 * @param probes  what it tries out while HALF_OPEN
 * @param policy  the values that it runs by
 * @param nodes   who shares it; {@code null} if nobody does, or its server does not say
 */
public record CircuitFacts(
        String circuit,
        CircuitState state,
        long since,
        long asks,
        CircuitControl control,
        Window window,
        long permits,
        Probes probes,
        Policy policy,
        @Nullable Nodes nodes) {

    /** {@link #asks()} of a circuit that is not OPEN by itself, or of an earlier server. */
    public static final long NOT_SAID = -1;

    /** Whoever waits longer does not wait. */
    private static final long LONGEST_DELAY_MILLIS = 100L * 365 * 24 * 60 * 60 * 1_000;

    /** When it will let streams in on trial, by the clock of the server; {@link #NOT_SAID} where it waits for nothing. */
    public long asksAgain() {
        if (state != CircuitState.OPEN || control != CircuitControl.AUTOMATIC) {
            return NOT_SAID;
        }
        // An earlier server says how long it waits, and nothing of what an operator did meanwhile.
        return asks == NOT_SAID ? since + Math.min(policy.delayMillis(), LONGEST_DELAY_MILLIS) * 1_000 : asks;
    }

    /**
     * The latest outcomes.
     *
     * @param size     how many it holds
     * @param filled   how many are in it
     * @param failures how many of those are failures
     */
    public record Window(int size, int filled, int failures) {}

    /**
     * Probes of the HALF_OPEN circuit.
     *
     * @param running   without a verdict
     * @param succeeded so far
     */
    public record Probes(int running, int succeeded) {}

    /**
     * The nodes of an application that share a circuit.
     *
     * @param self     the one that says so
     * @param together whether it shares it now; else it goes on by itself
     * @param tripped  whether its own outcomes have opened it for this node, while the others are CLOSED
     * @param live     those that are live, with the states by which they admit, in the order of their names; unmodifiable
     */
    public record Nodes(String self, boolean together, boolean tripped, Map<String, CircuitState> live) {

        public Nodes {
            live = Collections.unmodifiableMap(new TreeMap<>(live));
        }
    }

    /** The values of a circuit; see MicroProfile Fault Tolerance 4.1, chapter "Circuit Breaker". */
    public record Policy(
            List<String> failOn,
            List<String> skipOn,
            long delayMillis,
            int requestVolumeThreshold,
            double failureRatio,
            int successThreshold) {

        public Policy {
            failOn = List.copyOf(failOn);
            skipOn = List.copyOf(skipOn);
        }
    }
}
