package org.cqrsjakarta.internal.stream.exerciser;

import java.util.concurrent.atomic.AtomicInteger;

/** One handler that was created, and what was done to it. */
final class HandlerUse {

    final int step;
    final int number;
    final HandlerPlan plan;
    final AtomicInteger released = new AtomicInteger();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger terminated = new AtomicInteger();
    /** It has registered what is to be done at its end. */
    volatile boolean awaitsItsEnd;
    /** Written without a call, so that it is told even where no call has room on the stack. */
    volatile boolean isReleased;
    /** How many items it has given, of which the last may have been refused. */
    volatile int given;
    /** The first key that it gives. */
    volatile int from;
    /** Its items came to their normal end. */
    volatile boolean hasEnded;

    volatile ExercisedStream stream;
    private final Round round;
    private final boolean isInner;
    private final AtomicInteger within = new AtomicInteger();
    private volatile Thread runner;

    HandlerUse(Round round, int step, int number, boolean isInner, HandlerPlan plan) {
        this.round = round;
        this.isInner = isInner;
        this.step = step;
        this.number = number;
        this.plan = plan;
    }

    Round round() {
        return round;
    }

    boolean isOfInnerChain() {
        return isInner;
    }

    int deafMillis() {
        return plan.deafMillis();
    }

    /** From now on nobody can say whose interrupt it is that the consuming thread has in the end. */
    void touchesInterrupts() {
        round.handlersTouchInterrupts = true;
    }

    void closeStream() {
        ExercisedStream served = stream;
        if (served != null) {
            served.left = true;
            served.run().close();
        }
    }

    /** This thread runs the handler's code. */
    void enter() {
        if (isReleased) {
            round.violated(this + " runs after it was released");
        }
        Thread here = Thread.currentThread();
        if (within.getAndIncrement() > 0 && runner != here) {
            round.violated(this + " is run by two threads at once");
        }
        runner = here;
    }

    void exit() {
        within.decrementAndGet();
    }

    void opens() {
        opened.incrementAndGet();
    }

    /** A subscription has ended, by whichever side; its publisher may be called by several threads meanwhile. */
    void unsubscribed() {
        closed.incrementAndGet();
    }

    /** What was opened is closed. */
    void close() {
        if (closed.incrementAndGet() > 1) {
            round.violated(this + " is closed twice");
        }
        if (within.get() > 0
                && (runner == Thread.currentThread()
                        || stream == null
                        || !round.log().doesNotComeOut(stream.id()))) {
            round.violated(this + " is closed while " + runner + " is within it");
        }
        strikeAtTheEnd(plan.close());
    }

    /** What it has registered for its end is done. */
    void terminate() {
        if (terminated.incrementAndGet() > 1) {
            round.violated(this + " is told of its end twice");
        }
        if (isReleased) {
            round.violated(this + " is told of its end after it was released");
        }
        if (within.get() > 0
                && (runner == Thread.currentThread() || !round.log().doesNotComeOut(stream.id()))) {
            round.violated(this + " is told of its end while " + runner + " is within it");
        }
    }

    void release() {
        isReleased = true;
        if (!isInner) {
            round.placeLeft(step);
        }
        if (released.incrementAndGet() > 1) {
            round.violated(this + " is released twice");
        }
        if (within.get() > 0) {
            round.violated(this + " is released while " + runner + " is within it");
        }
        strikeAtTheEnd(plan.destroy());
    }

    private void strikeAtTheEnd(Mishap mishap) {
        try {
            mishap.strike(this);
        } catch (Exception e) {
            throw HandlerUse.<RuntimeException>rethrow(e);
        }
    }

    @SuppressWarnings("unchecked")
    static <X extends Throwable> RuntimeException rethrow(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Override
    public String toString() {
        return "use " + number + " of step " + step + " [" + plan + ", gave " + given + " from " + from
                + (hasEnded ? ", ended" : "") + "; released, opened, closed: " + released + ", " + opened + ", "
                + closed
                + "]";
    }
}
