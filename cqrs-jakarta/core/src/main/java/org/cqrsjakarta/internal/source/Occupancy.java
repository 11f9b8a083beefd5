package org.cqrsjakarta.internal.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.cqrsjakarta.internal.time.Handshake;
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
 * own code, once, and takes no trace of that interrupt along.
 *
 * <p>Crossing costs no fence, since it happens twice for each item: the occupant writes where it is and then looks whether
 * anybody has given notice, and its processor may do the two the other way round. So whoever gives notice, which is seldom,
 * pays for both: it asks for the occupant's stack, for which the JVM stops that thread for a moment, and what it has
 * written is there to be read afterwards. On a JVM that could tell a stack without that, the worst would be an interrupt
 * for the consumer.
 */
public final class Occupancy {

    /** What is given back. */
    public interface Premises {

        /** The handler has come to its end by itself, on the thread that runs it: closes what it holds. Throws nothing. */
        void close();

        /** Closes what it holds, if that was not done, and gives everything back. Called once; throws nothing. */
        void vacate();
    }

    private static final VarHandle WITHIN = handle("within", boolean.class);
    private static final VarHandle CALLING = handle("calling", boolean.class);
    private static final VarHandle NOTICED = handle("noticed", boolean.class);

    private final Premises premises;

    /** The thread that entered last, until it comes out for good. Written when another one enters. */
    private volatile @Nullable Thread runner;

    /** The runner is within. Written by the runner without a fence, as the next. */
    @SuppressWarnings("UnusedVariable") // Used through its handle, as the next two.
    private boolean within;

    /** The occupant is within code of its consumer, called by the handler. */
    @SuppressWarnings("UnusedVariable")
    private boolean calling;

    /** Somebody has left, or told the occupant to come out: every crossing takes the lock from now on. */
    @SuppressWarnings("UnusedVariable")
    private boolean noticed;

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
    private @Nullable Vacation awaited;

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
        Thread here = Thread.currentThread();
        if (runner != here) {
            runner = here;
        }
        WITHIN.setOpaque(this, true);
        if (isNoticed() && isLeft()) {
            exit();
            return false;
        }
        return true;
    }

    /** Comes out, and vacates if it was left meanwhile. */
    public void exit() {
        // Whoever vacates sees what was done within.
        WITHIN.setRelease(this, false);
        if (isNoticed() && isLastOut()) {
            vacate();
        }
    }

    /** Comes out and never goes in again. */
    public void exitForGood() {
        premises.close();
        exit();
        runner = null;
    }

    /** Whether it was left: an occupant had better come out. */
    public boolean isLeft() {
        if (!isNoticed()) {
            return false;
        }
        synchronized (this) {
            return left;
        }
    }

    /** The handler calls its consumer, or has got control back: answers its occupant as {@link #isLeft} does. */
    public boolean calling(boolean consumer) {
        CALLING.setOpaque(this, consumer);
        return isNoticed() && crossed(consumer);
    }

    /** Has an occupant come out, by an interrupt, if there is one that was not told yet. */
    public void tell() {
        giveNotice();
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
        giveNotice();
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
     * @param longest for which the occupant is awaited
     * @param closing for which it is awaited, once it is out, while it closes what it held: that may need a lock of whoever
     *     waits here
     * @return {@code false} if it is still within the handler's own code, or closes; where the occupant is this thread, or
     *     waits for its consumer, it vacates when it comes out
     */
    public boolean vacateOrAwait(Time time, Duration longest, Duration closing) {
        if (isMine()) {
            vacate();
            return true;
        }
        Vacation vacation = awaited();
        if (vacation == null) {
            return true;
        }
        vacation.await(time, longest);
        synchronized (this) {
            if (vacated || !taken) {
                return !isWithin();
            }
        }
        return vacation.await(time, closing);
    }

    /** What is to be awaited; {@code null} if it is over, or this thread's own affair. */
    private synchronized @Nullable Vacation awaited() {
        if (vacated || occupant() == Thread.currentThread()) {
            return null;
        }
        if (awaited == null) {
            awaited = new Vacation();
        }
        return awaited;
    }

    private void vacate() {
        try {
            premises.vacate();
        } finally {
            synchronized (this) {
                vacated = true;
                if (awaited != null) {
                    awaited.end();
                }
            }
        }
    }

    private synchronized boolean isMine() {
        boolean mine = left && occupant() == null && !taken;
        taken |= mine;
        return mine;
    }

    /** From now on the runner sees the notice at its next crossing, and this thread where the runner is. */
    private void giveNotice() {
        NOTICED.setVolatile(this, true);
        Thread known = runner;
        if (known != null && known != Thread.currentThread()) {
            Handshake.with(known);
        }
    }

    private boolean isNoticed() {
        return (boolean) NOTICED.getOpaque(this);
    }

    private @Nullable Thread occupant() {
        return (boolean) WITHIN.getAcquire(this) ? runner : null;
    }

    private boolean isCalling() {
        return (boolean) CALLING.getAcquire(this);
    }

    private boolean isWithin() {
        Thread now = occupant();
        return now != null && now != Thread.currentThread() && !isCalling();
    }

    private synchronized boolean isLastOut() {
        forgetInterrupt();
        boolean last = left && !taken;
        taken |= last;
        return last;
    }

    private synchronized boolean crossed(boolean toConsumer) {
        if (toConsumer) {
            pending |= forgetInterrupt();
        } else if (pending) {
            pending = false;
            interrupt(Thread.currentThread());
        }
        return left;
    }

    private void tellOccupant() {
        Thread now = occupant();
        if (told || now == null || now == Thread.currentThread()) {
            return;
        }
        told = true;
        if (isCalling()) {
            pending = true;
        } else {
            interrupt(now);
        }
    }

    private void interrupt(Thread occupant) {
        if (!occupant.isInterrupted()) {
            // Else somebody else has, and is to be answered.
            interrupted = true;
            occupant.interrupt();
        }
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

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(Occupancy.class, field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
