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
import java.util.concurrent.atomic.AtomicBoolean;
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
        Call<T> begun = start(call);
        boolean isAnswered = false;
        try {
            T answer = await(begun.answer);
            isAnswered = true;
            return answer;
        } catch (TimeoutException e) {
            throw new StoreAwayException("No answer within " + timeout);
        } finally {
            if (!isAnswered && !begun.isCalledOff()) {
                var unused = begun.answer.thenAccept(late);
            }
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
    public <T> CompletableFuture<T> begin(Callable<T> call) {
        return start(call).answer;
    }

    private <T> Call<T> start(Callable<T> task) {
        Call<T> call = new Call<>(task);
        try {
            threads.execute(call);
        } catch (RejectedExecutionException e) {
            call.answer.completeExceptionally(new StoreAwayException("Too many calls wait for the store"));
        }
        return call;
    }

    /** One that waits for its turn, and is called off when nobody waits for it any more: it would only keep the others. */
    private static final class Call<T> implements Runnable {

        private final Callable<T> task;
        private final AtomicBoolean isBegunOrOff = new AtomicBoolean();
        private final CompletableFuture<T> answer = new CompletableFuture<>();

        Call(Callable<T> task) {
            this.task = task;
        }

        /** Calls it off, unless it has begun. */
        boolean isCalledOff() {
            return isBegunOrOff.compareAndSet(false, true);
        }

        @Override
        @SuppressWarnings("IllegalCatch")
        public void run() {
            if (!isBegunOrOff.compareAndSet(false, true)) {
                return;
            }
            try {
                answer.complete(task.call());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
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
