package org.cqrsjakarta.internal.circuit;

import org.cqrsjakarta.CircuitState;

/**
 * One stay in one state.
 *
 * @param state      whom it admits
 * @param followed   where the breaker stood when it was looked at last
 * @param control    who decides about the state
 * @param generation counts stays: outcomes of permits of an earlier one are dropped
 * @param sinceNanos when the stay began
 */
record Phase(CircuitState state, CircuitState followed, Control control, long generation, long sinceNanos) {

    static Phase first(long nanos) {
        return new Phase(CircuitState.CLOSED, CircuitState.CLOSED, Control.AUTOMATIC, 0, nanos);
    }

    Phase following(CircuitState breaker) {
        return new Phase(state, breaker, control, generation, sinceNanos);
    }

    Phase decidedBy(Control decides) {
        return new Phase(state, followed, decides, generation, sinceNanos);
    }

    /** A new stay, of the same state where the circuit was reset. */
    Phase next(CircuitState now, long nanos) {
        return new Phase(now, followed, control, generation + 1, nanos);
    }

    /** The state that is due, by whoever decides. */
    CircuitState due() {
        return switch (control) {
            case AUTOMATIC -> followed;
            case FORCED_OPEN -> CircuitState.OPEN;
            case FORCED_CLOSED -> CircuitState.CLOSED;
        };
    }
}
