package org.cqrsjakarta.internal.circuit;

import org.jspecify.annotations.Nullable;

/** What stands before a handler and decides whether it may run. Callable from any thread. */
public interface Circuit {

    /** The circuit of a handler that declares none: admits everything. */
    Circuit NONE = new Circuit() {
        @Override
        public Permit admit() {
            return Permit.UNGUARDED;
        }

        @Override
        public Outcome outcomeOf(Throwable cause) {
            return Outcome.FAILED;
        }
    };

    /**
     * Asks for leave to run the handler once.
     *
     * @return the permit, to be given back by {@link Permit#report}; {@code null} if the circuit refuses
     */
    @Nullable
    Permit admit();

    /**
     * Classifies a failure by the circuit's policy.
     *
     * @param cause the failure, without the wrappers that only transport it
     * @return {@link Outcome#FAILED}, or {@link Outcome#SUCCEEDED} for a failure that the policy leaves out
     */
    Outcome outcomeOf(Throwable cause);
}
