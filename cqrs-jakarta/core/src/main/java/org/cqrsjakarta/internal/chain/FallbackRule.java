package org.cqrsjakarta.internal.chain;

import java.util.Objects;
import org.cqrsjakarta.Continuation;

/**
 * How a fallback takes over from the step before it.
 *
 * @param filter       the failures that lead to it
 * @param continuation how it goes on
 * @param remember     how many delivered items it wants to see, 0 or more
 */
public record FallbackRule(FailureFilter filter, Continuation continuation, int remember) {

    public FallbackRule {
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(continuation, "continuation");
        if (remember < 0) {
            throw new IllegalArgumentException("remember = " + remember + ", allowed: 0 or more");
        }
    }
}
