package org.cqrsjakarta.internal.source;

import java.io.Serial;

/** The thread that consumes was interrupted while it waited for a source: nothing that the source has done. */
public final class ConsumerInterruptedException extends InterruptedException {

    @Serial
    private static final long serialVersionUID = 1L;

    ConsumerInterruptedException(InterruptedException interrupted) {
        initCause(interrupted);
    }
}
