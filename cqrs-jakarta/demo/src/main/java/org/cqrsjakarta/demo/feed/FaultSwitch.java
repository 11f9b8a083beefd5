package org.cqrsjakarta.demo.feed;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The fault that is switched on, and what the responses under way wait at between two quakes. */
final class FaultSwitch {

    /** A client that left during a stall is not noticed: nothing is written to it. Its response ends after this. */
    private static final long LONGEST_STALL = TimeUnit.MINUTES.toNanos(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Fault fault = Fault.NONE;

    Fault get() {
        lock.lock();
        try {
            return fault;
        } finally {
            lock.unlock();
        }
    }

    void set(Fault next) {
        lock.lock();
        try {
            fault = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a response may go on, also through a stall.
     *
     * @param sent  how many quakes the response has carried
     * @param nanos how long to wait when nothing is wrong; not used up by a stall
     * @return what happens then: anything but {@code STALL}
     */
    Fault.Kind await(int sent, long nanos) throws InterruptedException {
        long pause = nanos;
        long stall = LONGEST_STALL;
        lock.lockInterruptibly();
        try {
            while (true) {
                var kind = fault.at(sent);
                if (kind == Fault.Kind.STALL) {
                    stall = changed.awaitNanos(stall);
                    if (stall <= 0) {
                        return Fault.Kind.DROP;
                    }
                } else if (kind == Fault.Kind.NONE && pause > 0) {
                    pause = changed.awaitNanos(pause);
                } else {
                    return kind;
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
