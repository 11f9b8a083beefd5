package org.cqrsjakarta.internal.sse;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import org.cqrsjakarta.internal.delivery.JournalSpace;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * How far the writer of a journal may be ahead of its readers, and how it waits. Under the journal's lock.
 *
 * <p>A reader that has written everything to its client a moment after the writer had to wait for it keeps up: the two wait
 * for each other by turns, and each turn is dear. Then the writer may be further ahead, for as long as the journals have
 * room. It never may for a client that is slow, also where its source pauses until the reader has come to the end.
 */
final class WritersRoom {

    /** A writer that waits goes on when no more than so much of what it may be ahead is left to read. */
    private static final int GO_ON_BELOW = 2;

    /** Ahead of a reader that keeps up it may be so many times as far as of another one, at the most. */
    private static final int KEEPING_UP = 8;

    /** A reader for which a writer waits has taken everything within so long if it keeps up. */
    static final Duration A_MOMENT = Duration.ofMillis(10);

    private final int ahead;
    private final JournalSpace space;
    private final KeptFrames frames;
    private final JournalReaders readers;

    /** The writer waits for it. */
    private final Condition condition;

    private final Time time;

    /** Of a writer that does not wait here. */
    private @Nullable Bell bell;

    /** So many times as far it may be ahead while there is room. */
    private int times = 1;

    /** It has waited since a reader had taken everything, from this time on. */
    private boolean hasWaited;

    private long waitedSinceNanos;

    private boolean isAwaited;
    private boolean isLeft;

    /**
     * Creates it.
     *
     * @param ahead how many bytes the writer may be ahead of any reader, 1 or more
     * @param space that all journals share
     * @param time  tells how long a reader needs
     */
    WritersRoom(
            int ahead, JournalSpace space, KeptFrames frames, JournalReaders readers, Condition condition, Time time) {
        this.ahead = ahead;
        this.space = space;
        this.frames = frames;
        this.readers = readers;
        this.condition = condition;
        this.time = time;
    }

    /** Whether the writer may go on without asking. */
    boolean isThere() {
        return !isLeft && !isFarAhead();
    }

    /** Whether it may; if not, its bell rings when it may, or is to come no more. */
    boolean isThereFor(Bell writer) {
        bell = writer;
        isAwaited = !isLeft && isFarAhead();
        if (isAwaited) {
            waits();
        }
        return !isAwaited;
    }

    /** Waits while it is too far ahead, or nobody reads; {@code false} when it is to come no more. */
    boolean await() {
        while (!isLeft && isFarAhead()) {
            isAwaited = true;
            waits();
            // Whoever wants the writer to stop says so.
            condition.awaitUninterruptibly();
        }
        isAwaited = false;
        return !isLeft;
    }

    private void waits() {
        if (!hasWaited) {
            hasWaited = true;
            waitedSinceNanos = time.nanos();
        }
    }

    private boolean isFarAhead() {
        return readers.isEmpty()
                || frames.addedBytes() - readers.takenBytes() > (isAwaited ? limit() / GO_ON_BELOW : limit());
    }

    private long limit() {
        return space.isHalfEmpty() ? (long) ahead * times : ahead;
    }

    /** A reader has taken everything, and written it. */
    void ranDry() {
        if (hasWaited) {
            hasWaited = false;
            boolean keepsUp = time.nanos() - waitedSinceNanos <= A_MOMENT.toNanos();
            times = keepsUp ? Math.min(times * 2, KEEPING_UP) : 1;
        }
    }

    /** Somebody begins to read; the first may be slower than whoever did before. */
    void begins() {
        if (readers.isEmpty()) {
            hasWaited = false;
            times = 1;
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
}
