package org.cqrsjakarta.internal.delivery;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.cqrsjakarta.internal.time.Handshake;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream's own thread hands its items over: in code of the application that writes JSON, or in the outlet. Whoever
 * leaves the stream interrupts it there, and nowhere else.
 *
 * <p>Crossing costs no fence, which twice for each item was a seventh of a saturated event: whoever leaves, once, has the
 * thread stand still for a moment instead. Then either it sees that the stream is left, or whoever leaves sees that it is out.
 */
final class HandOver {

    private static final VarHandle WITHIN;

    static {
        try {
            WITHIN = MethodHandles.lookup().findVarHandle(HandOver.class, "within", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The stream's own, once that runs. */
    private volatile @Nullable Thread own;

    /** Written without a fence, by that thread. */
    @SuppressWarnings("UnusedVariable") // Used through its handle.
    private boolean within;

    private volatile boolean isLeft;

    void ownThreadIsHere() {
        own = Thread.currentThread();
    }

    void begin() {
        WITHIN.setOpaque(this, true);
    }

    /** What writes JSON has come out: an interrupt that it has left there is nobody's business. */
    void encoded() {
        if (Thread.interrupted() && isLeft) {
            // That one may have been of whoever left.
            Thread.currentThread().interrupt();
        }
    }

    /** An interrupt was meant for what was handed over, or was left there: it reaches nothing else. */
    void end() {
        WITHIN.setOpaque(this, false);
        if (isLeft) {
            synchronized (this) {
                var unused = Thread.interrupted();
            }
        } else {
            var unused = Thread.interrupted();
        }
    }

    /** Whether another thread has left the stream. */
    boolean isLeft() {
        return isLeft;
    }

    /**
     * The stream is left.
     *
     * @return whether by another thread than its own: {@link #interrupt} is to follow
     */
    boolean leave() {
        if (own == Thread.currentThread()) {
            return false;
        }
        isLeft = true;
        return true;
    }

    /** Whatever it waits for, it is to wait no more. */
    void interrupt() {
        Thread running = own;
        if (running == null) {
            return;
        }
        // Not under the lock, for which that thread may wait: it may take until its next safepoint.
        Handshake.with(running);
        synchronized (this) {
            if ((boolean) WITHIN.getAcquire(this)) {
                running.interrupt();
            }
        }
    }
}
