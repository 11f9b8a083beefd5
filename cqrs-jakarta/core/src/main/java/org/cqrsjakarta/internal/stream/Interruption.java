package org.cqrsjakarta.internal.stream;

import org.jspecify.annotations.Nullable;

/**
 * Lets whoever leaves a step interrupt the consumer's own thread, as long as that runs the step's handler and no longer.
 */
final class Interruption implements AutoCloseable {

    /** Under the lock, as the next. {@code null} when the handler has returned. */
    private @Nullable Thread running = Thread.currentThread();

    private boolean interrupted;
    private boolean suspended;
    private boolean pending;

    /** The step is left. */
    @Override
    public synchronized void close() {
        if (running == null || running == Thread.currentThread()) {
            return;
        }
        if (suspended) {
            pending = true;
        } else {
            interrupted = true;
            running.interrupt();
        }
    }

    /** The handler waits for its consumer, which is not to be interrupted, or goes on. */
    synchronized void suspend(boolean waits) {
        suspended = waits;
        if (!waits && pending) {
            pending = false;
            interrupted = true;
            Thread.currentThread().interrupt();
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
