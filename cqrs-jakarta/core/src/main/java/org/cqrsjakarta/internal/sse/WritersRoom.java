package org.cqrsjakarta.internal.sse;

import java.util.concurrent.locks.Condition;
import org.cqrsjakarta.internal.wire.Bell;
import org.jspecify.annotations.Nullable;

/** How far the writer of a journal may be ahead of its readers, and how it waits. Under the journal's lock. */
final class WritersRoom {

    /** A writer that waits goes on when no more than so much of what it may be ahead is left to read. */
    private static final int GO_ON_BELOW = 2;

    private final int ahead;
    private final KeptFrames frames;
    private final JournalReaders readers;

    /** The writer waits for it. */
    private final Condition condition;

    /** Of a writer that does not wait here. */
    private @Nullable Bell bell;

    private boolean isAwaited;
    private boolean isLeft;

    /**
     * Creates it.
     *
     * @param ahead how many bytes the writer may be ahead, 1 or more
     */
    WritersRoom(int ahead, KeptFrames frames, JournalReaders readers, Condition condition) {
        this.ahead = ahead;
        this.frames = frames;
        this.readers = readers;
        this.condition = condition;
    }

    /** Whether the writer may go on without asking. */
    boolean isThere() {
        return !isLeft && !isFarAhead();
    }

    /** Whether it may; if not, its bell rings when it may, or is to come no more. */
    boolean isThereFor(Bell writer) {
        bell = writer;
        isAwaited = !isLeft && isFarAhead();
        return !isAwaited;
    }

    /** Waits while it is too far ahead, or nobody reads; not when it is to come no more. */
    void await() {
        while (!isLeft && isFarAhead()) {
            isAwaited = true;
            // Whoever wants the writer to stop says so.
            condition.awaitUninterruptibly();
        }
        isAwaited = false;
    }

    private boolean isFarAhead() {
        return readers.isEmpty()
                || frames.addedBytes() - readers.takenBytes() > (isAwaited ? ahead / GO_ON_BELOW : ahead);
    }

    /** Readers have taken more. */
    void taken() {
        if (isAwaited && frames.addedBytes() - readers.takenBytes() <= ahead / GO_ON_BELOW) {
            goOn();
        }
    }

    /** The writer looks again. */
    void goOn() {
        condition.signal();
        Bell elsewhere = bell;
        if (elsewhere != null) {
            elsewhere.ring();
        }
    }

    /** The writer is to come no more. */
    void leave() {
        isLeft = true;
        goOn();
    }

    boolean isLeft() {
        return isLeft;
    }
}
