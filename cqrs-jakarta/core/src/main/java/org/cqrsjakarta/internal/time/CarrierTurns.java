package org.cqrsjakarta.internal.time;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.cqrsjakarta.spi.Time;

/**
 * Lets other virtual threads have the carrier of one that is never short of work. To be told of each piece of work; not
 * thread-safe.
 *
 * <p>A virtual thread keeps its carrier until it blocks, and whatever it wakes, or yields to, comes back into its
 * carrier's own queue, before everything that platform threads have submitted: new requests and wake-ups by time. Two
 * threads that do so keep a machine of two cores to themselves. Parking for a moment is different: who wakes the thread
 * is a platform thread, so it queues behind all that were submitted before (JDK 25, {@code VirtualThread} and
 * {@code ForkJoinPool.WorkQueue}). With {@link Thread#yield()} instead, a new virtual thread beside two such loops did not
 * start within 3 s, 12 times of 12; so it started within 22 ms, 12 times of 12.
 */
public final class CarrierTurns {

    /** The clock is looked at once for so many pieces of work. */
    private static final int LOOK_EVERY = 16;

    /** How long a thread may keep its carrier: long beside what a turn costs, short beside what anybody notices. */
    private static final long TURN_NANOS = 1_000_000;

    private static final int CARRIERS = Runtime.getRuntime().availableProcessors();

    /**
     * Threads that let others run at this moment. All of them are woken through one queue, which a carrier that has begun
     * with it does not leave before it is empty, while what others have submitted waits in other queues: with sixteen
     * such loops on two carriers for ten seconds. So they stay away for as long as the others need for their turns, and
     * an eighth longer.
     */
    private static final AtomicInteger IN_TURN = new AtomicInteger();

    private final Time time;
    private int worked;
    private long sinceNanos;

    /** Begins a turn, of whatever thread works. */
    public CarrierTurns(Time time) {
        this.time = time;
        this.sinceNanos = time.nanos();
    }

    /** A piece of work is done; if the turn is over, others have theirs before this returns. */
    public void worked() {
        if (++worked >= LOOK_EVERY) {
            worked = 0;
            if (time.nanos() - sinceNanos >= TURN_NANOS) {
                letOthersRun();
                sinceNanos = time.nanos();
            }
        }
    }

    private static void letOthersRun() {
        if (!Thread.currentThread().isVirtual()) {
            return;
        }
        // Parking does nothing for a thread that is interrupted.
        boolean interrupted = Thread.interrupted();
        int inTurn = IN_TURN.incrementAndGet();
        try {
            LockSupport.parkNanos(inTurn <= CARRIERS ? 1 : inTurn * TURN_NANOS / CARRIERS * 9 / 8);
        } finally {
            IN_TURN.decrementAndGet();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
