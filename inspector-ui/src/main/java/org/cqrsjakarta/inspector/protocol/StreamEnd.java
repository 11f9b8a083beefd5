package org.cqrsjakarta.inspector.protocol;

/** The ways for a stream to end. */
public enum StreamEnd {
    /** Its last step came to its normal end. */
    COMPLETED,
    /** By a failure that no fallback took over. */
    FAILED,
    /** Its consumer walked away. */
    LEFT
}
