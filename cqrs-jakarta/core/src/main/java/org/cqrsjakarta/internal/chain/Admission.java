package org.cqrsjakarta.internal.chain;

import org.cqrsjakarta.internal.circuit.Permit;

/** The answer of a handler's guards to one stream. */
public sealed interface Admission {

    /**
     * Not now.
     *
     * @param cause stands for the refusal
     */
    record Refused(RuntimeException cause) implements Admission {}

    /** Leave to run once, to be given back. */
    record Pass(Permit permit, Bulkhead bulkhead) implements Admission {}
}
