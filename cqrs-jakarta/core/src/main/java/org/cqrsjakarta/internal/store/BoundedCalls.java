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
final class BoundedCalls implements StoreCalls, AutoCloseable {

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
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> answer(call, answer, late));
            return answer.get(timeout.toNanos(), NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new StoreAwayException("Too many calls wait for the store");
        } catch (ExecutionException e) {
            throw new StoreAwayException(Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            return orElseLate(answer, new StoreAwayException("No answer within " + timeout));
        } catch (InterruptedException e) {
            answer.cancel(false);
            throw e;
        }
    }

    /** It may have come just now. Whoever completes the answer second has to do without it. */
    private static <T> T orElseLate(CompletableFuture<T> answer, StoreAwayException tooLate) throws StoreAwayException {
        if (answer.completeExceptionally(tooLate) || answer.isCompletedExceptionally()) {
            throw tooLate;
        }
        return answer.join();
    }

    @SuppressWarnings("IllegalCatch")
    private static <T> void answer(Callable<T> call, CompletableFuture<T> answer, Consumer<T> late) {
        try {
            T found = call.call();
            if (!answer.complete(found)) {
                late.accept(found);
            }
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
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
