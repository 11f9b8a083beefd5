package org.cqrsjakarta;

import java.time.Duration;
import java.util.List;

/**
 * The values of one {@link org.eclipse.microprofile.faulttolerance.CircuitBreaker}, after MicroProfile Config was
 * applied. Ranges are those of MicroProfile Fault Tolerance 4.1, chapter "Circuit Breaker".
 *
 * @param failOn                 what counts as a failure, subclasses included
 * @param skipOn                 what never counts as one; wins over {@code failOn}
 * @param delay                  how long the circuit stays OPEN, 0 or more
 * @param requestVolumeThreshold size of the rolling window, in streams, 1 or more
 * @param failureRatio           share of failures in a full window that opens the circuit, 0 to 1
 * @param successThreshold       successful probes that close the circuit, 1 or more
 */
public record CircuitPolicy(
        List<Class<? extends Throwable>> failOn,
        List<Class<? extends Throwable>> skipOn,
        Duration delay,
        int requestVolumeThreshold,
        double failureRatio,
        int successThreshold) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message names it, its value and the range
     */
    public CircuitPolicy {
        failOn = List.copyOf(failOn);
        skipOn = List.copyOf(skipOn);
        check(!delay.isNegative(), "delay", delay, "0 or more");
        check(requestVolumeThreshold >= 1, "requestVolumeThreshold", requestVolumeThreshold, "1 or more");
        check(failureRatio >= 0 && failureRatio <= 1, "failureRatio", failureRatio, "0 to 1");
        check(successThreshold >= 1, "successThreshold", successThreshold, "1 or more");
    }

    /**
     * Tells whether a stream that ended in this way is a failure to the circuit.
     *
     * @param cause the failure, without the wrappers that only transport it
     * @return {@code false} if {@code skipOn} names it or {@code failOn} does not: the circuit then counts a success
     */
    public boolean isFailure(Throwable cause) {
        return !isOneOf(skipOn, cause) && isOneOf(failOn, cause);
    }

    /** A loop: it is asked at each failure. */
    private static boolean isOneOf(List<Class<? extends Throwable>> types, Throwable cause) {
        for (Class<? extends Throwable> type : types) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static void check(boolean holds, String name, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(name + " = " + value + ", allowed: " + range);
        }
    }
}
