package org.cqrsjakarta.internal.chain;

import java.util.List;
import org.cqrsjakarta.telemetry.Reason;

/** What a failure really is. */
public final class Causes {

    /** An exception that several streams throw, as a constant, would gather theirs for ever. */
    private static final int MOST_SUPPRESSED = 16;

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

    /** Whether a failure is of one of these classes, or of a subclass. A loop: it is asked at each failure. */
    public static boolean isOneOf(List<Class<? extends Throwable>> types, Throwable cause) {
        for (Class<? extends Throwable> type : types) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Adds an earlier cause to what the caller will see, unless that has it, is it, or has enough of them.
     *
     * @param failure what the caller sees
     * @param earlier why an earlier step was left
     */
    public static void suppress(Throwable failure, Throwable earlier) {
        if (failure == earlier) {
            return;
        }
        Throwable[] known = failure.getSuppressed();
        for (Throwable one : known) {
            if (one == earlier) {
                return;
            }
        }
        if (known.length < MOST_SUPPRESSED) {
            failure.addSuppressed(earlier);
        }
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
