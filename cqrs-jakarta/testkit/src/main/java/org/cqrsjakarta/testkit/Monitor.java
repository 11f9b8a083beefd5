package org.cqrsjakarta.testkit;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock with one condition, where a test meets the threads of its application. Not a monitor of the language: whoever
 * waits may be a virtual thread of an older JDK.
 */
final class Monitor {

    /** How long a test waits for what must happen; scaled by {@code test.patience} (default 1). */
    private static final Duration MUST_HAPPEN =
            Duration.ofMillis((long) (30_000 * Double.parseDouble(System.getProperty("test.patience", "1"))));

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Reads or changes under the lock; whoever waits looks again. */
    <T extends @Nullable Object> T locked(Supplier<T> section) {
        lock.lock();
        try {
            T result = section.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something holds, and reads.
     *
     * @param holds   what must happen, under the lock
     * @param reading what to give then, under the same lock
     * @param found   how things stand, for the message if it does not happen
     * @throws AssertionError if it does not happen in time, or this thread is interrupted
     */
    <T extends @Nullable Object> T await(BooleanSupplier holds, Supplier<T> reading, Supplier<String> found) {
        lock.lock();
        try {
            long left = MUST_HAPPEN.toNanos();
            while (!holds.getAsBoolean()) {
                if (left <= 0) {
                    throw new AssertionError("After " + MUST_HAPPEN.toSeconds() + " s: " + found.get());
                }
                left = changed.awaitNanos(left);
            }
            return reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted: " + found.get(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something holds, for as long as it takes. */
    void awaitPatiently(BooleanSupplier holds) throws InterruptedException {
        lock.lock();
        try {
            while (!holds.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
