package org.cqrsjakarta.internal.inspector;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cqrsjakarta.internal.circuit.Control;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;

/** What an operator may do to a circuit. */
enum CircuitAction {
    RESET("reset") {
        @Override
        void applyTo(GuardedCircuit circuit) {
            circuit.reset();
        }
    },
    FORCE_OPEN("force-open") {
        @Override
        void applyTo(GuardedCircuit circuit) {
            circuit.control(Control.FORCED_OPEN);
        }
    },
    FORCE_CLOSED("force-closed") {
        @Override
        void applyTo(GuardedCircuit circuit) {
            circuit.control(Control.FORCED_CLOSED);
        }
    },
    AUTOMATIC("automatic") {
        @Override
        void applyTo(GuardedCircuit circuit) {
            circuit.control(Control.AUTOMATIC);
        }
    };

    private final String word;

    CircuitAction(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    abstract void applyTo(GuardedCircuit circuit);

    static Optional<CircuitAction> of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word.equals(word))
                .findFirst();
    }

    /** All words, for a human. */
    static String words() {
        return Arrays.stream(values()).map(CircuitAction::word).collect(Collectors.joining(", "));
    }
}
