package org.cqrsjakarta.internal.circuit;

import org.cqrsjakarta.CircuitState;
import org.jspecify.annotations.Nullable;

/** A circuit of this node alone. */
record NotShared(GuardedCircuit circuit) implements Sharing {

    @Override
    public @Nullable Permit admitProbe() {
        return circuit.admitProbe(null);
    }

    @Override
    public void counted(boolean failure) {}

    @Override
    public boolean counts(@Nullable String token, Outcome outcome) {
        return true;
    }

    @Override
    public void moved(CircuitState from, CircuitState to) {}

    @Override
    public void reset() {}

    @Override
    public void tell() {}

    @Override
    public CircuitFacts.@Nullable Nodes nodes() {
        return null;
    }
}
