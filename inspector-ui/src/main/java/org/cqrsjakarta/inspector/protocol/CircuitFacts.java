package org.cqrsjakarta.inspector.protocol;

import java.util.List;

/**
 * A circuit at one moment.
 *
 * @param circuit name of the handler that it guards
 * @param state   the state
 * @param since   since when, in microseconds since 1970, by the clock of the server
 * @param control who decides about it
 * @param window  what it counts
 * @param permits streams that run behind it
 * @param probes  what it tries out while HALF_OPEN
 * @param policy  the values that it runs by
 */
public record CircuitFacts(
        String circuit,
        CircuitState state,
        long since,
        CircuitControl control,
        Window window,
        long permits,
        Probes probes,
        Policy policy) {

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
