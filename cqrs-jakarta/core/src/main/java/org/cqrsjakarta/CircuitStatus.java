package org.cqrsjakarta;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

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
 */
public record CircuitStatus(
        String name, Class<?> handler, CircuitState state, CircuitPolicy policy, Optional<Duration> admitsIn) {

    public CircuitStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(admitsIn, "admitsIn");
    }
}
