package org.cqrsjakarta.internal.stream;

import org.cqrsjakarta.telemetry.Reason;

/** What a failure really is. */
public final class Causes {

    private Causes() {}

    /**
     * Looks through the wrappers that only transport a failure (design 5, rule 1).
     *
     * @param thrown what was thrown
     * @return the first in its chain of causes that is no such wrapper, or the innermost wrapper if it has no cause
     */
    public static Throwable unwrap(Throwable thrown) {
        return Reason.of(thrown).cause();
    }

    /**
     * Throws it as it is, checked or not: the caller sees what the handler threw.
     *
     * @return never; declared so that the compiler sees that nothing follows
     */
    @SuppressWarnings("unchecked")
    public static <X extends Throwable> RuntimeException rethrow(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
