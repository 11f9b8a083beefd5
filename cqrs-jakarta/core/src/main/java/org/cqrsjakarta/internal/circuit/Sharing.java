package org.cqrsjakarta.internal.circuit;

import org.cqrsjakarta.CircuitState;
import org.jspecify.annotations.Nullable;

/** Shares one circuit with other nodes. What is called under the circuit's lock waits for nobody. */
public interface Sharing {

    /**
     * Decides about a stream that finds the circuit HALF_OPEN. Not under the lock; may wait, within a bound.
     *
     * @return {@code null} if it is refused
     */
    @Nullable
    Permit admitProbe();

    /** An outcome was counted while CLOSED. Under the lock. */
    void counted(boolean failure);

    /**
     * A probe has told how it ended while HALF_OPEN; IGNORED also for one whose phase is over. Under the lock.
     *
     * @param token   by which the nodes know it; {@code null} if it has none
     * @param outcome its vote
     * @return whether this node counts the vote itself, too
     */
    boolean counts(@Nullable String token, Outcome outcome);

    /** The circuit has changed its state by itself. Under the lock. */
    void moved(CircuitState from, CircuitState to);

    /** An operator has reset the circuit. Under the lock. */
    void reset();

    /** Something of the above may have happened. Not under the lock. */
    void tell();

    /** Who shares it; {@code null} if nobody could. Under the lock. */
    CircuitFacts.@Nullable Nodes nodes();
}
