package org.cqrsjakarta.internal.stream;

import java.util.List;
import org.cqrsjakarta.Continuation;

/**
 * The steps that serve one request type, step 0 being the primary.
 *
 * @param steps at least one; only the first has no takeover
 * @param <R>   type of the items
 */
public record Chain<R>(List<Step<R>> steps) {

    /**
     * Checks the order of the steps.
     *
     * @throws IllegalArgumentException if there is no step, or one of them stands where it cannot
     */
    public Chain {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a chain needs a primary, found no step");
        }
        for (Step<R> step : steps) {
            boolean primary = step == steps.getFirst();
            if (primary != (step.takeover() == null)) {
                throw new IllegalArgumentException("'" + step.name() + "' stands at step " + steps.indexOf(step)
                        + " and is " + (primary ? "a fallback" : "a primary"));
            }
        }
    }

    Step<R> primary() {
        return steps.getFirst();
    }

    /** Whether the keys of delivered items must be kept. */
    boolean keepsKeys() {
        return steps.stream().anyMatch(step -> step.goesOnBy(Continuation.DISTINCT));
    }

    /** How many delivered items must be kept. */
    int keepsItems() {
        return steps.stream().mapToInt(Step::remembers).max().orElse(0);
    }
}
