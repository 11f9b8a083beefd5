package org.cqrsjakarta.internal.circuit;

import java.time.Duration;

/**
 * How long a probe may live without ending.
 *
 * @param healthyAfter how long after its first item a probe that gives another counts as SUCCEEDED, 0 or more
 * @param lease        how long a probe without a verdict keeps its slot, more than 0
 */
public record ProbeRules(Duration healthyAfter, Duration lease) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if {@code healthyAfter} is negative or {@code lease} is not positive
     */
    public ProbeRules {
        if (healthyAfter.isNegative()) {
            throw new IllegalArgumentException("healthyAfter = " + healthyAfter + ", allowed: 0 or more");
        }
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("lease = " + lease + ", allowed: more than 0");
        }
    }
}
