package org.cqrsjakarta.internal.chain;

import java.util.List;

/**
 * Which failures lead to a fallback.
 *
 * @param applyOn classes that do, subclasses included
 * @param skipOn  classes that do not; wins over {@code applyOn}
 */
public record FailureFilter(List<Class<? extends Throwable>> applyOn, List<Class<? extends Throwable>> skipOn) {

    public FailureFilter {
        applyOn = List.copyOf(applyOn);
        skipOn = List.copyOf(skipOn);
    }

    /**
     * Tells whether a failure leads to the fallback.
     *
     * @param cause the failure, without the wrappers that only transport it
     */
    public boolean admits(Throwable cause) {
        return !Causes.isOneOf(skipOn, cause) && Causes.isOneOf(applyOn, cause);
    }
}
