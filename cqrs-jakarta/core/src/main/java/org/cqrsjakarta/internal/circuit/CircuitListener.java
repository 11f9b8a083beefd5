package org.cqrsjakarta.internal.circuit;

import org.cqrsjakarta.CircuitState;

/** Hears of the state changes of a circuit: one at a time, in their order, outside of any lock. */
@FunctionalInterface
public interface CircuitListener {

    /**
     * A circuit has changed its state.
     *
     * @param circuit name of the circuit
     * @param from    the state before
     * @param to      the state now, or when further changes wait to be told, then
     */
    void changed(String circuit, CircuitState from, CircuitState to);
}
