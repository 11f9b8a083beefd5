package org.cqrsjakarta.testkit;

import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.CircuitStatus;

/** Assertions about one circuit; see {@link CqrsAssertions#assertThatCircuit}. */
public final class CircuitAssert extends AbstractAssert<CircuitAssert, CircuitStatus> {

    private CircuitAssert(CircuitStatus actual) {
        super(actual, CircuitAssert.class);
    }

    static CircuitAssert of(List<CircuitStatus> all, String name) {
        return all.stream()
                .filter(circuit -> circuit.name().equals(name))
                .findFirst()
                .map(CircuitAssert::new)
                .orElseThrow(() -> new AssertionError("There is no circuit '" + name + "', there is one for each of "
                        + all.stream().map(CircuitStatus::name).toList()));
    }

    /** The circuit is CLOSED. */
    public CircuitAssert isClosed() {
        return is(CircuitState.CLOSED);
    }

    /** The circuit is OPEN. */
    public CircuitAssert isOpen() {
        return is(CircuitState.OPEN);
    }

    /** The circuit is HALF_OPEN. */
    public CircuitAssert isHalfOpen() {
        return is(CircuitState.HALF_OPEN);
    }

    private CircuitAssert is(CircuitState expected) {
        if (actual.state() != expected) {
            throw failure("Circuit '%s' is %s, expected: %s", actual.name(), actual.state(), expected);
        }
        return this;
    }
}
