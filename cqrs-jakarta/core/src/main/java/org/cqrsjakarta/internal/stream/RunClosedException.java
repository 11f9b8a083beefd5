package org.cqrsjakarta.internal.stream;

import java.io.Serial;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A run was closed before its end. Told apart from a cancellation that a handler threw, which is a failure. */
public final class RunClosedException extends CancellationException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient StreamRun<?> run;

    RunClosedException(StreamRun<?> run, String message, @Nullable Throwable provoked) {
        super(message);
        this.run = run;
        if (provoked != null) {
            initCause(provoked);
        }
    }

    /** Whether it was this run that was closed, and not one that a handler consumes. */
    public boolean isOf(StreamRun<?> other) {
        return run == other;
    }
}
