package org.cqrsjakarta.internal.circuit;

import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.CircuitState;
import org.jspecify.annotations.Nullable;

/**
 * A circuit at one moment.
 *
 * @param name       of the handler it guards
 * @param policy     its values
 * @param state      whom it admits
 * @param sinceNanos since when, by the clock of the application
 * @param asksNanos  when it will try its handler again, by the same clock; {@code null} unless it is OPEN by itself, and will within a lifetime
 * @param control    who decides about the state
 * @param window     what the decision to open rests on; while OPEN, what it rested on
 * @param permits    how many permits are out: handlers that run behind it
 * @param probes     those that try whether it may close
 */
public record CircuitFacts(
        String name,
        CircuitPolicy policy,
        CircuitState state,
        long sinceNanos,
        @Nullable Long asksNanos,
        Control control,
        Window window,
        long permits,
        Probes probes) {

    /**
     * The last outcomes.
     *
     * @param size     how many there can be
     * @param filled   how many there are
     * @param failures how many of them are failures
     */
    public record Window(int size, int filled, int failures) {}

    /**
     * The probes of a HALF_OPEN circuit; of any other there are none.
     *
     * @param running   without a verdict yet
     * @param succeeded since it is HALF_OPEN
     */
    public record Probes(int running, int succeeded) {}
}
