package org.cqrsjakarta.internal.source;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.spi.Time;

/**
 * The moment at which everything is given back, for whoever waits for that. Whoever waits may have been interrupted for
 * what it did before, and stays so. Named classes: what runs when a step is left must not be linked then, on a stack that
 * may be exhausted.
 */
final class Vacation {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Under the lock. */
    private boolean over;

    void end() {
        lock.lock();
        try {
            over = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for it, for so long at most; {@code false} if it has not come. */
    boolean await(Time time, Duration longest) {
        Patience patience = new Patience();
        Time.Alarm alarm = time.schedule(longest, patience);
        lock.lock();
        try {
            while (!over && !patience.isOver) {
                changed.awaitUninterruptibly();
            }
            return over;
        } finally {
            lock.unlock();
            alarm.cancel();
        }
    }

    private final class Patience implements Runnable {

        private boolean isOver;

        @Override
        public void run() {
            lock.lock();
            try {
                isOver = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
