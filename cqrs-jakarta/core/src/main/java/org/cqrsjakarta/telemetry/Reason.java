package org.cqrsjakarta.telemetry;

import java.io.UncheckedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Why a stream left a handler, or failed: the failure itself, not what has carried it. Frames, the feed, the log and the
 * Flight Recorder all ask here, so that they say the same.
 *
 * @param cause what has happened
 */
public record Reason(Throwable cause) {

    /**
     * Looks through the wrappers that only transport a failure (docs/guide.md, Failures).
     *
     * @param thrown what was thrown
     * @return the first in its chain of causes that is no such wrapper, or the innermost wrapper if it has no cause
     */
    public static Reason of(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && isTransport(cause)) {
            cause = cause.getCause();
        }
        return new Reason(cause);
    }

    private static boolean isTransport(Throwable thrown) {
        return thrown instanceof ExecutionException
                || thrown instanceof CompletionException
                || thrown instanceof UncheckedIOException
                || thrown instanceof UndeclaredThrowableException;
    }

    /** Its class in full. No more than that: texts may hold what is nobody's business. */
    public String className() {
        return cause.getClass().getName();
    }

    /** Its class in a word, which is never empty. */
    public String word() {
        String simple = cause.getClass().getSimpleName();
        // A class without a name of its own has at least the one that it was compiled into.
        return simple.isEmpty() ? className().substring(className().lastIndexOf('.') + 1) : simple;
    }
}
