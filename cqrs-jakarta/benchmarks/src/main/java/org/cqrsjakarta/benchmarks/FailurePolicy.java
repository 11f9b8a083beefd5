package org.cqrsjakarta.benchmarks;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;

/**
 * When circuits open here, those of ours and those of others: when all of a window's streams have failed. One of as many
 * streams as stand below ends well, so that none of them ever does.
 */
final class FailurePolicy {

    /** How many streams a window has. */
    static final int WINDOW = 200;

    /** How many streams there are of which one ends well. */
    static final int STREAMS = 100;

    private FailurePolicy() {}

    static CircuitBreaker resilience4j() {
        return CircuitBreaker.of(
                "primary",
                CircuitBreakerConfig.custom()
                        .slidingWindow(WINDOW, WINDOW, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(100)
                        .build());
    }
}
