package org.cqrsjakarta.telemetry;

import jakarta.enterprise.inject.CreationException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Why a stream left a handler, or failed: the failure itself, not what has carried it. Frames, the feed, the log and the
 * Flight Recorder all ask here, so that they say the same. Immutable; had from {@link #of} only.
 */
public final class Reason {

    /** No honest transport is wrapped more often; causes may form a circle. */
    private static final int DEEPEST = 64;

    /** What Weld throws where initialising a bean failed; not a type of CDI's. */
    private static final String WELDS = "org.jboss.weld.exceptions.WeldException";

    /** By name, and remembered: it is asked at each failure, and that class need not be there. */
    private static final ClassValue<Boolean> IS_WELDS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.getName().equals(WELDS) || (type.getSuperclass() != null && IS_WELDS.get(type.getSuperclass()));
        }
    };

    private final Throwable cause;

    private Reason(Throwable cause) {
        this.cause = cause;
    }

    /**
     * Looks through the wrappers that only transport a failure (docs/guide.md, Failures). Never throws, whatever the
     * exception does when it is asked for its cause.
     *
     * @param thrown what was thrown
     * @return the first in its chain of causes that is no such wrapper; the innermost wrapper if it has no cause, or
     *     cannot say which; {@code thrown} itself if there is no innermost one
     */
    public static Reason of(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; depth < DEEPEST; depth++) {
            Throwable inner = isTransport(cause) ? causeOf(cause) : null;
            if (inner == null) {
                return new Reason(cause);
            }
            cause = inner;
        }
        return new Reason(thrown);
    }

    @SuppressWarnings("IllegalCatch")
    private static @Nullable Throwable causeOf(Throwable wrapper) {
        try {
            return wrapper.getCause();
        } catch (Throwable cannotSay) {
            return null;
        }
    }

    private static boolean isTransport(Throwable thrown) {
        return thrown instanceof ExecutionException
                || thrown instanceof CompletionException
                || thrown instanceof UncheckedIOException
                || thrown instanceof UndeclaredThrowableException
                || thrown instanceof InvocationTargetException
                || thrown instanceof CreationException
                || IS_WELDS.get(thrown.getClass());
    }

    /** What has happened. */
    public Throwable cause() {
        return cause;
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
