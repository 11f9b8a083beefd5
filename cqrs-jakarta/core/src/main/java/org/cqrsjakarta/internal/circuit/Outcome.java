package org.cqrsjakarta.internal.circuit;

/** What a permit reports to its circuit. */
public enum Outcome {
    /** The step came to its normal end, or failed in a way that the policy does not count. */
    SUCCEEDED,
    /** The step failed, at whatever position. */
    FAILED,
    /** The consumer walked away: nothing was learnt about the handler. */
    IGNORED
}
