package org.cqrsjakarta.internal.sse;

import java.util.concurrent.locks.Condition;
import org.cqrsjakarta.internal.delivery.JournalSpace;
import org.cqrsjakarta.internal.wire.Bell;
import org.jspecify.annotations.Nullable;

/**
 * How far the writer of a journal may be ahead of its readers, and how it waits. Under the journal's lock.
 *
 * <p>A reader that has taken everything, while the writer has waited for it, keeps up with its client: the two wait for each
 * other by turns, and each turn is dear. Then the writer may be further ahead, for as long as the journals have room. It
 * never may for a client that is slow: then it is the reader that is waited for.
 */
final class WritersRoom {

    /** A writer that waits goes on when no more than so much of what it may be ahead is left to read. */
    private static final int GO_ON_BELOW = 2;

    /** Ahead of a reader that keeps up it may be so many times as far as of another one, at the most. */
    private static final int KEEPING_UP = 8;

    private final long ahead;
    private final JournalSpace space;
    private final KeptFrames frames;
    private final JournalReaders readers;

    /** The writer waits for it. */
    private final Condition condition;

    /** Of a writer that does not wait here. */
    private @Nullable Bell bell;

    /** How far it may be ahead while there is room. */
    private long allowed;

    /** It has waited since a reader had taken everything. */
    private boolean hasWaited;

    private boolean isAwaited;
    private boolean isLeft;

    /**
     * Creates it.
     *
     * @param ahead how many bytes the writer may be ahead of any reader, 1 or more
     * @param space that all journals share
     */
    WritersRoom(int ahead, JournalSpace space, KeptFrames frames, JournalReaders readers, Condition condition) {
        this.ahead = ahead;
        this.allowed = ahead;
        this.space = space;
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
        hasWaited |= isAwaited;
        return !isAwaited;
    }

    /** Waits while it is too far ahead, or nobody reads; not when it is to come no more. */
    void await() {
        while (!isLeft && isFarAhead()) {
            isAwaited = true;
            hasWaited = true;
            // Whoever wants the writer to stop says so.
            condition.awaitUninterruptibly();
        }
        isAwaited = false;
    }

    private boolean isFarAhead() {
        return readers.isEmpty()
                || frames.addedBytes() - readers.takenBytes() > (isAwaited ? limit() / GO_ON_BELOW : limit());
    }

    private long limit() {
        return space.isHalfEmpty() ? allowed : ahead;
    }

    /** A reader has taken everything. */
    void ranDry() {
        if (hasWaited) {
            hasWaited = false;
            allowed = Math.min(allowed * 2, ahead * KEEPING_UP);
        }
    }

    /** Somebody begins to read; the first may be slower than whoever did before. */
    void begins() {
        if (readers.isEmpty()) {
            hasWaited = false;
            allowed = ahead;
        }
    }

    /** Readers have taken more. */
    void taken() {
        if (isAwaited && frames.addedBytes() - readers.takenBytes() <= limit() / GO_ON_BELOW) {
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
