package org.cqrsjakarta;

import java.util.Objects;

/**
 * A circuit at one moment.
 *
 * @param name    the handler's name, as in the stream's events: its simple class name where that is unique in the
 *                application, else the full one
 * @param handler the handler's class
 * @param state   the state
 * @param policy  the values it runs by, configuration applied
 */
public record CircuitStatus(String name, Class<?> handler, CircuitState state, CircuitPolicy policy) {

    public CircuitStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(policy, "policy");
    }
}
