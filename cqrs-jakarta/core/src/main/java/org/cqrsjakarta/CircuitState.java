package org.cqrsjakarta;

/**
 * The states of a circuit.
 *
 * <pre>
 *            failureRatio of requestVolumeThreshold failed
 *   CLOSED ------------------------------------------------> OPEN
 *     ^                                                      |  ^
 *     | successThreshold probes succeeded       delay is over|  | a probe failed
 *     |                                                      v  |
 *     +---------------------------------------------------- HALF_OPEN
 * </pre>
 */
public enum CircuitState {
    /** Every stream is admitted, and its outcome counted. */
    CLOSED,
    /** Every stream is refused: the fallback serves it from its first item. */
    OPEN,
    /** A few streams are admitted as probes; all others are refused. */
    HALF_OPEN
}
