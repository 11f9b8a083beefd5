package org.cqrsjakarta.internal.source;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Who is within a handler's code, so that whoever runs a handler closes it. One that is left while somebody is within is
 * vacated by that thread on its way out; one that is left while nobody is, by whoever leaves it. Either happens once.
 *
 * <pre>
 *              enter                    leave: the occupant is told, by an interrupt
 *   VACANT &lt;------------&gt; OCCUPIED -------------------------------&gt; LEFT
 *      |        exit        ^  |                                      |
 *      |                    |  | calling: the handler has called      | exit
 *      | leave, and vacate  +--+ its consumer, and waits for it       v
 *      +-----------------------------------------------------------&gt; VACATED
 * </pre>
 *
 * <p>One thread at a time enters; any thread may leave. The occupant is interrupted only while it is within the handler's
 * own code, once, and takes no trace of that interrupt along: both sides write what they do before they read what the
 * other has done, so one of them at least sees the other.
 */
public final class Occupancy {

    /** What is given back. */
    public interface Premises {

        /** The handler has come to its end by itself, on the thread that runs it: closes what it holds. Throws nothing. */
        void close();

        /** Closes what it holds, if that was not done, and gives everything back. Called once; throws nothing. */
        void vacate();
    }

    private final Premises premises;
    private volatile @Nullable Thread occupant;

    /** The occupant is within code of its consumer, called by the handler. */
    private volatile boolean calling;

    /** Somebody has left, or told the occupant to come out: every crossing takes the lock from now on. */
    private volatile boolean noticed;

    /** Under the lock, as all below. */
    private boolean left;

    private boolean told;

    /** The occupant is to be interrupted when it is back within the handler's code. */
    private boolean pending;

    /** The occupant was interrupted, and has not come out since. */
    private boolean interrupted;

    /** Somebody vacates, or has. */
    private boolean taken;

    private boolean vacated;
    private @Nullable Vacated awaited;

    /** A named class: what runs when a step is left must not be linked then, on a stack that may be exhausted. */
    private static final class Vacated extends CountDownLatch implements Runnable {

        Vacated() {
            super(1);
        }

        /** The patience of whoever waits is over. */
        @Override
        public void run() {
            countDown();
        }
    }

    /** Creates it, with nobody within. */
    public Occupancy(Premises premises) {
        this.premises = premises;
    }

    /**
     * Goes in.
     *
     * @return {@code false} if it was left: then this thread is not within
     */
    public boolean enter() {
        occupant = Thread.currentThread();
        if (noticed && isLeft()) {
            exit();
            return false;
        }
        return true;
    }

    /** Comes out, and vacates if it was left meanwhile. */
    public void exit() {
        occupant = null;
        if (noticed && isLastOut()) {
            vacate();
        }
    }

    /** Comes out and never goes in again. */
    public void exitForGood() {
        premises.close();
        exit();
    }

    /** Whether it was left: an occupant had better come out. */
    public boolean isLeft() {
        if (!noticed) {
            return false;
        }
        synchronized (this) {
            return left;
        }
    }

    /** The handler calls its consumer, or has got control back. Called by the occupant. */
    public void calling(boolean consumer) {
        calling = consumer;
        if (noticed) {
            crossed(consumer);
        }
    }

    /** Has an occupant come out, by an interrupt, if there is one that was not told yet. */
    public void tell() {
        noticed = true;
        synchronized (this) {
            tellOccupant();
        }
    }

    /**
     * Nobody goes in any more, and who is within is told. {@link #vacateOrAwait} is to follow. Without effect if it was
     * left before.
     *
     * @return whether another thread is within the handler's own code
     */
    public boolean leave() {
        noticed = true;
        synchronized (this) {
            left = true;
            // Asked first: once told, the occupant may be out at once.
            boolean within = isWithin();
            tellOccupant();
            return within;
        }
    }

    /**
     * Vacates, if nobody is within, or waits until the occupant has.
     *
     * @param longest after which this returns all the same
     * @return {@code false} if another thread is still within the handler's own code; where the occupant is this thread,
     *     or waits for its consumer, it vacates when it comes out
     */
    public boolean vacateOrAwait(Time time, Duration longest) {
        Vacated waiting;
        if (isMine()) {
            vacate();
            return true;
        }
        synchronized (this) {
            if (vacated || occupant == Thread.currentThread()) {
                return true;
            }
            if (awaited == null) {
                awaited = new Vacated();
            }
            waiting = awaited;
        }
        Time.Alarm alarm = time.schedule(longest, waiting);
        awaitUninterruptibly(waiting);
        alarm.cancel();
        synchronized (this) {
            return !isWithin();
        }
    }

    /** Whoever waits here is bounded by an alarm, and may have been interrupted for what it did before. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        boolean waits = true;
        while (waits) {
            try {
                latch.await();
                waits = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void vacate() {
        try {
            premises.vacate();
        } finally {
            synchronized (this) {
                vacated = true;
                if (awaited != null) {
                    awaited.countDown();
                }
            }
        }
    }

    private synchronized boolean isMine() {
        boolean mine = left && occupant == null && !taken;
        taken |= mine;
        return mine;
    }

    private boolean isWithin() {
        return occupant != null && occupant != Thread.currentThread() && !calling;
    }

    private synchronized boolean isLastOut() {
        forgetInterrupt();
        boolean last = left && !taken;
        taken |= last;
        return last;
    }

    private synchronized void crossed(boolean toConsumer) {
        if (toConsumer) {
            pending |= forgetInterrupt();
        } else if (pending) {
            pending = false;
            interrupt(Thread.currentThread());
        }
    }

    private void tellOccupant() {
        Thread within = occupant;
        if (told || within == null || within == Thread.currentThread()) {
            return;
        }
        told = true;
        if (calling) {
            pending = true;
        } else {
            interrupt(within);
        }
    }

    private void interrupt(Thread within) {
        interrupted = true;
        within.interrupt();
    }

    /** The interrupt was meant for what the occupant did within, which has heard of it, or was over before. */
    private boolean forgetInterrupt() {
        boolean was = interrupted;
        if (was) {
            interrupted = false;
            Thread.interrupted();
        }
        return was;
    }
}
