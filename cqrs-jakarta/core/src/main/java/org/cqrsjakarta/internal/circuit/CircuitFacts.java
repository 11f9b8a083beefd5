package org.cqrsjakarta.internal.circuit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
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
 * @param nodes      who shares it; {@code null} if nothing is there by which it could be shared
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
        Probes probes,
        @Nullable Nodes nodes) {

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

    /**
     * Who shares a circuit.
     *
     * @param self     id of this node
     * @param together whether this node and the others tell each other; else it goes on by itself
     * @param tripped  whether this node's own outcomes have opened it for this node, while the others are CLOSED
     * @param live     the ids of all nodes that are live, and the states by which they admit, in the order of the ids; as
     *                 heard last
     */
    public record Nodes(String self, boolean together, boolean tripped, Map<String, CircuitState> live) {

        public Nodes {
            live = Collections.unmodifiableSortedMap(new TreeMap<>(live));
        }
    }
}
