package org.cqrsjakarta.benchmarks;

import java.io.Serial;

/** How a source fails here: without a trace, which would cost more than all that is to be measured. */
final class SourceLostException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    SourceLostException() {
        super("source lost", null, false, false);
    }
}
