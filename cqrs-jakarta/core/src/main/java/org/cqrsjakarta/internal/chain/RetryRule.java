package org.cqrsjakarta.internal.chain;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When a primary that has delivered nothing is tried again (MicroProfile Fault Tolerance 4.1, chapter "Retry Policy").
 *
 * @param maxRetries  how often at most, -1: without end
 * @param delay       pause before each, 0 or more
 * @param maxDuration since the first attempt began, after which none begins; 0: no limit, else longer than {@code delay}
 * @param jitter      by which each pause varies to either side, 0 or more
 * @param retryOn     failures that are worth it, subclasses included
 * @param abortOn     failures that are not; wins over {@code retryOn}
 */
public record RetryRule(
        int maxRetries,
        Duration delay,
        Duration maxDuration,
        Duration jitter,
        List<Class<? extends Throwable>> retryOn,
        List<Class<? extends Throwable>> abortOn) {

    /** Never. */
    public static final RetryRule NONE =
            new RetryRule(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, List.of(), List.of());

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message names it, its value and the range
     */
    public RetryRule {
        retryOn = List.copyOf(retryOn);
        abortOn = List.copyOf(abortOn);
        check(maxRetries >= -1, "maxRetries", maxRetries, "-1 or more");
        check(!delay.isNegative(), "delay", delay, "0 or more");
        check(!jitter.isNegative(), "jitter", jitter, "0 or more");
        check(
                maxDuration.isZero() || maxDuration.compareTo(delay) > 0,
                "maxDuration",
                maxDuration,
                "0, or more than the delay of " + delay);
    }

    /**
     * Tells whether another attempt follows.
     *
     * @param cause    why the last one failed, without the wrappers that only transport it
     * @param attempts how many there were, 1 or more
     * @param lasted   since the first began
     */
    public boolean admits(Throwable cause, int attempts, Duration lasted) {
        return (maxRetries == -1 || attempts <= maxRetries)
                && (maxDuration.isZero() || lasted.compareTo(maxDuration) < 0)
                && !Causes.isOneOf(abortOn, cause)
                && Causes.isOneOf(retryOn, cause);
    }

    /** Whether it matters how long the attempts have taken. */
    public boolean isLimitedInTime() {
        return !maxDuration.isZero();
    }

    /** How long to wait before the next attempt. */
    public Duration pause(RandomGenerator random) {
        if (jitter.isZero()) {
            return delay;
        }
        Duration varied = delay.plusNanos(random.nextLong(-jitter.toNanos(), jitter.toNanos() + 1));
        return varied.isNegative() ? Duration.ZERO : varied;
    }

    private static void check(boolean holds, String name, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(name + " = " + value + ", allowed: " + range);
        }
    }
}
