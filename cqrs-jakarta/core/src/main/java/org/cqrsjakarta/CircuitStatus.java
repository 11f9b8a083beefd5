package org.cqrsjakarta;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A circuit at one moment.
 *
 * @param name     the handler's name, as in the stream's events: its simple class name where that is unique in the
 *                 application, else the full one
 * @param handler  the handler's class
 * @param state    the state
 * @param policy   the values it runs by, configuration applied
 * @param admitsIn how long until it lets a stream try the handler again, 0 or more; empty unless the state is OPEN, and
 *                 while an operator keeps it so
 * @param nodes    who shares it; empty where the application has no {@link org.cqrsjakarta.spi.CircuitStore}
 */
public record CircuitStatus(
        String name,
        Class<?> handler,
        CircuitState state,
        CircuitPolicy policy,
        Optional<Duration> admitsIn,
        Optional<Nodes> nodes) {

    /**
     * The nodes that share a circuit.
     *
     * @param self     id of this node
     * @param together whether this node shares it now; else its store does not answer, and it goes on by itself
     * @param tripped  whether this node's own outcomes have opened it for this node, while the others are CLOSED
     * @param live     ids of the nodes that are live, this one included, as heard last, and the states by which they
     *                 admit; in the order of the ids, unmodifiable
     */
    public record Nodes(String self, boolean together, boolean tripped, Map<String, CircuitState> live) {

        public Nodes {
            Objects.requireNonNull(self, "self");
            live = Collections.unmodifiableMap(new TreeMap<>(live));
        }
    }

    public CircuitStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(admitsIn, "admitsIn");
        Objects.requireNonNull(nodes, "nodes");
    }
}
