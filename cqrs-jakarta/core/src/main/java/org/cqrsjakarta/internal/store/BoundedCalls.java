package org.cqrsjakarta.internal.store;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls on a few platform threads, which come and go: a client that blocks within a monitor would keep the carrier of a
 * virtual one, and with it other streams. A store that stands still takes these threads, and nothing else.
 */
final class BoundedCalls implements CallsUnderWay, AutoCloseable {

    private static final int THREADS = 8;
    private static final int WAITING = 10_000;
    private static final long THREAD_STAYS_SECONDS = 5;

    private final Duration timeout;
    private final @Nullable ClassLoader loader;
    private final ThreadPoolExecutor threads;

    /** Starts no thread yet. Those that come have the class loader that is present here. */
    BoundedCalls(Duration timeout) {
        this.timeout = timeout;
        this.loader = Thread.currentThread().getContextClassLoader();
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, THREAD_STAYS_SECONDS, SECONDS, new LinkedBlockingQueue<>(WAITING), this::threadOf);
        threads.allowCoreThreadTimeOut(true);
    }

    private Thread threadOf(Runnable task) {
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("cqrs-store")
                .inheritInheritableThreadLocals(false)
                .unstarted(task);
        thread.setContextClassLoader(loader);
        return thread;
    }

    @Override
    public <T> T within(Callable<T> call, Consumer<T> late) throws StoreAwayException, InterruptedException {
        CompletableFuture<T> answer = begin(call);
        try {
            return await(answer);
        } catch (TimeoutException e) {
            var unused = answer.thenAccept(late);
            throw new StoreAwayException("No answer within " + timeout);
        } catch (InterruptedException e) {
            var unused = answer.thenAccept(late);
            throw e;
        }
    }

    @Override
    public <T> T await(CompletableFuture<T> answer) throws StoreAwayException, TimeoutException, InterruptedException {
        try {
            return answer.get(timeout.toNanos(), NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable failure = Objects.requireNonNullElse(e.getCause(), e);
            throw failure instanceof StoreAwayException away ? away : new StoreAwayException(failure);
        }
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public <T> CompletableFuture<T> begin(Callable<T> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    answer.complete(call.call());
                } catch (Throwable e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new StoreAwayException("Too many calls wait for the store"));
        }
        return answer;
    }

    @Override
    public Runnable later(Runnable task) {
        try {
            Future<?> running = threads.submit(task);
            return () -> running.cancel(true);
        } catch (RejectedExecutionException e) {
            // It is asked again at the next poll, unless the application stops.
            return () -> {};
        }
    }

    /** Interrupts what waits for the store, and waits for its threads, for a second at the most. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(1, SECONDS)) {
                StoreLog.LOG.threadsStay(threads.getActiveCount());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
