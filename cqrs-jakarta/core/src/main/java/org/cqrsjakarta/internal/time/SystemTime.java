package org.cqrsjakarta.internal.time;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * The machine's clock. One daemon thread waits for all tasks of the application and starts each on a virtual thread,
 * so that no task delays another. Ends with {@link #close()}; tasks still waiting are dropped.
 */
public final class SystemTime implements Time, AutoCloseable {

    private static final Alarm NEVER = () -> {};

    private final ScheduledThreadPoolExecutor waiting;
    private final @Nullable ClassLoader loader;

    /** Starts the clock. Its thread starts with the first task; tasks have the class loader that is present here. */
    public SystemTime() {
        loader = Thread.currentThread().getContextClassLoader();
        waiting = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform()
                        .daemon()
                        .name("cqrs-time")
                        .inheritInheritableThreadLocals(false)
                        .factory());
        waiting.setRemoveOnCancelPolicy(true);
        waiting.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Alarm schedule(Duration delay, Runnable task) {
        try {
            Future<?> scheduled = waiting.schedule(() -> start(task), nanosOf(delay), NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            // The application is going away, and nothing that is still to come matters to it.
            return NEVER;
        }
    }

    /** Nothing is inherited: a task belongs to the application, not to the caller whose stream set the alarm. */
    private void start(Runnable task) {
        Thread thread = Thread.ofVirtual()
                .name("cqrs-alarm")
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> run(task));
        thread.setContextClassLoader(loader);
        thread.start();
    }

    @SuppressWarnings("IllegalCatch")
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            TimeLog.LOG.taskFailed(e);
        }
    }

    private static long nanosOf(Duration delay) {
        try {
            return delay.toNanos();
        } catch (ArithmeticException centuries) {
            return delay.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    @Override
    public void close() {
        waiting.shutdownNow();
    }
}
