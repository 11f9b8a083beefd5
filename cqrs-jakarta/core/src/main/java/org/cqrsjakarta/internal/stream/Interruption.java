package org.cqrsjakarta.internal.stream;

import org.jspecify.annotations.Nullable;

/**
 * Lets whoever leaves a step interrupt the consumer's own thread, as long as that runs the step's handler and no longer.
 */
final class Interruption implements AutoCloseable {

    /** Under the lock, as the next. {@code null} when the handler has returned. */
    private @Nullable Thread running = Thread.currentThread();

    private boolean interrupted;

    /** The step is left. */
    @Override
    public synchronized void close() {
        if (running != null && running != Thread.currentThread()) {
            interrupted = true;
            running.interrupt();
        }
    }

    /** The handler has returned: what comes next on this thread is not to be interrupted. */
    synchronized void end() {
        running = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }
}
