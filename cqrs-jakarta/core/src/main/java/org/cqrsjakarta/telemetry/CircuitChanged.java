package org.cqrsjakarta.telemetry;

import org.cqrsjakarta.CircuitState;

/**
 * A circuit has changed its state.
 *
 * @param circuit name of the handler it guards
 * @param from    the state before
 * @param to      the state it changed to
 */
public record CircuitChanged(String circuit, CircuitState from, CircuitState to) implements TelemetryEvent {}
