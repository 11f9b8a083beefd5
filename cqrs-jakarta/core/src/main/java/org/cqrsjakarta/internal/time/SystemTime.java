package org.cqrsjakarta.internal.time;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * The machine's clock. One daemon thread waits for all tasks of the application and has each run on another, so that no
 * task delays another. Ends with {@link #close()}; tasks still waiting are dropped.
 *
 * <p>Tasks run on a few platform threads, which come and go: an alarm that rings on a virtual thread rings when some
 * other lets go of its carrier, and what does not let go may be just what the alarm is to end. When all of these
 * threads are within tasks that wait, as for a network that stands still, further tasks have virtual threads.
 */
public final class SystemTime implements Time, AutoCloseable {

    private static final Alarm NEVER = () -> {};

    /** Enough for many tasks that take microseconds, and few enough for a machine whose tasks all wait. */
    private static final int RINGERS = 8;

    private static final long RINGER_STAYS_SECONDS = 5;

    /** How long an alarm waits for a thread. */
    private static final Duration WITHOUT_THREADS = Duration.ofMillis(100);

    private final ScheduledThreadPoolExecutor waiting;
    private final ThreadPoolExecutor ringing;
    private final @Nullable ClassLoader loader;

    /** Starts the clock. Its thread starts with the first task; tasks have the class loader that is present here. */
    public SystemTime() {
        loader = Thread.currentThread().getContextClassLoader();
        waiting = new ScheduledThreadPoolExecutor(1, platform("cqrs-time").factory());
        waiting.setRemoveOnCancelPolicy(true);
        waiting.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        ringing = new ThreadPoolExecutor(
                0,
                RINGERS,
                RINGER_STAYS_SECONDS,
                SECONDS,
                new SynchronousQueue<>(),
                task -> belonging(platform("cqrs-alarm").unstarted(task)),
                this::ringElsewhere);
    }

    private static Thread.Builder.OfPlatform platform(String name) {
        return Thread.ofPlatform().daemon().name(name).inheritInheritableThreadLocals(false);
    }

    private static Thread.Builder.OfVirtual virtual() {
        return Thread.ofVirtual().name("cqrs-alarm").inheritInheritableThreadLocals(false);
    }

    private void ringElsewhere(Runnable task, ThreadPoolExecutor full) {
        if (!full.isShutdown()) {
            belonging(virtual().unstarted(task)).start();
        }
    }

    /** To the application, not to the caller whose stream set the alarm. */
    private Thread belonging(Thread thread) {
        thread.setContextClassLoader(loader);
        return thread;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Alarm schedule(Duration delay, Runnable task) {
        try {
            Future<?> scheduled = waiting.schedule(() -> ring(task), nanosOf(delay), NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            // The application is going away, and nothing that is still to come matters to it.
            return NEVER;
        }
    }

    /** Where there is no thread for it, as at a limit of the machine's, it rings when there is one again. */
    @SuppressWarnings("IllegalCatch")
    private void ring(Runnable task) {
        try {
            ringing.execute(() -> run(task));
        } catch (RuntimeException | Error e) {
            var unused = schedule(WITHOUT_THREADS, task);
        }
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
        ringing.shutdown();
    }
}
