package org.cqrsjakarta.testkit;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.cqrsjakarta.spi.Time;

/** The machine's clock, for what happens outside of an application. */
final class RealTime implements Time {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Alarm schedule(Duration delay, Runnable task) {
        Executor later = CompletableFuture.delayedExecutor(delay.toNanos(), NANOSECONDS, Thread::startVirtualThread);
        CompletableFuture<Void> scheduled = CompletableFuture.runAsync(task, later);
        return () -> scheduled.cancel(false);
    }
}
