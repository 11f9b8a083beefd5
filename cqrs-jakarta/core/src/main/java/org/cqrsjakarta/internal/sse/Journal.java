package org.cqrsjakarta.internal.sse;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.cqrsjakarta.internal.delivery.JournalSpace;
import org.cqrsjakarta.internal.delivery.Owner;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.internal.wire.Frame;
import org.cqrsjakarta.internal.wire.FrameBuffer;
import org.cqrsjakarta.internal.wire.Frames.Next;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one stream: the one hand-over from its handlers to its clients. The stream's thread adds frames, and waits
 * when it is too far ahead of whoever reads; each reader takes them from its own position on, and one that comes back finds
 * what it lacks, as far as that is kept.
 *
 * <p>Kept are the last frames, so many as a stream may keep, and fewer while all journals together have too much; and those
 * that the foremost reader has not taken yet. A reader that is further behind than that has lost its place.
 */
final class Journal implements JournalSpace.Share {

    /** A writer that waits goes on when no more than so much of what it may be ahead is left to read. */
    private static final int GO_ON_BELOW = 2;

    private final int capacity;
    private final int capacityInBytes;
    private final int ahead;
    private final JournalSpace space;
    private final ReentrantLock lock = new ReentrantLock();

    /** The writer waits for it. */
    private final Condition room = lock.newCondition();

    /** Under the lock, as all that follows. */
    private final KeptFrames frames;

    private final JournalReaders readers = new JournalReaders();
    private long countedInSpace;
    private boolean isWriterWaiting;
    private boolean isLeft;
    private boolean hasEnded;
    private boolean isCut;

    /**
     * Begins a journal.
     *
     * @param capacity how many frames it keeps, 0 or more
     * @param capacityInBytes how many bytes they may have, 0 or more
     * @param ahead    how many bytes the writer may be ahead, 1 or more
     * @param from     position at which the stream begins
     * @param space    what it shares with the others
     * @param owner    whose stream it is
     */
    Journal(int capacity, int capacityInBytes, int ahead, long from, JournalSpace space, Owner owner) {
        this.capacity = capacity;
        this.capacityInBytes = capacityInBytes;
        this.ahead = ahead;
        this.frames = new KeptFrames(from);
        this.space = space;
        space.enter(this, owner);
    }

    /**
     * The item that leads to this position.
     *
     * @return {@code false} if the writer has to ask {@link #awaitRoom} before it adds another one
     */
    boolean item(long position, Frame frame) {
        return add(position, true, frame, false);
    }

    /** An event that came at this position, and goes out at once. */
    void event(long position, byte[] frame) {
        var unused = add(position, false, Frame.of(frame), false);
    }

    /** The last event: there is none after it. */
    void end(long position, byte[] frame) {
        var unused = add(position, false, Frame.of(frame), true);
    }

    /** There is no more, and no last event says so: who reads gets what is there, and nobody comes back to it. */
    void breakOff() {
        lock.lock();
        try {
            // Without memory, too: so what needs none comes first.
            hasEnded = true;
            frames.breakOff();
            readers.wake(frames.addedBytes(), true);
            space.ended(this);
        } finally {
            lock.unlock();
        }
    }

    private boolean add(long position, boolean isItem, Frame frame, boolean isLast) {
        boolean goesOn;
        int length;
        lock.lock();
        try {
            if (isCut || hasEnded) {
                return false;
            }
            if (isLast) {
                hasEnded = true;
                // Under the lock, as the end of everything: else it would be known after nothing of it is wanted.
                space.ended(this);
            }
            length = frames.add(position, isItem, frame);
            shrink(capacityInBytes);
            readers.wake(frames.addedBytes(), !isItem);
            goesOn = !isLeft && !isFarAhead();
        } finally {
            lock.unlock();
        }
        space.makeRoom(this, length);
        return goesOn;
    }

    /**
     * Waits, by the writer, while it is too far ahead, or nobody reads.
     *
     * @return {@code false} if nobody will read any more
     */
    boolean awaitRoom() {
        lock.lock();
        try {
            while (!isLeft && !isCut && isFarAhead()) {
                isWriterWaiting = true;
                // Whoever wants the writer to stop says so.
                room.awaitUninterruptibly();
            }
            isWriterWaiting = false;
            return !isLeft && !isCut;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFarAhead() {
        return readers.isEmpty()
                || frames.addedBytes() - readers.takenBytes() > (isWriterWaiting ? ahead / GO_ON_BELOW : ahead);
    }

    /**
     * Somebody begins to read, and the writer goes on.
     *
     * @param position that its client has reached
     * @param bell     wakes it
     * @return {@code null} if not everything that follows is here
     */
    @Nullable
    JournalReader read(long position, Bell bell) {
        lock.lock();
        try {
            if (isCut || position < frames.from()) {
                return null;
            }
            long next = frames.after(position);
            JournalReader reader = new JournalReader(this, bell, next, frames.addedBytes() - frames.bytesFrom(next));
            readers.add(reader);
            room.signal();
            return reader;
        } finally {
            lock.unlock();
        }
    }

    Next take(JournalReader reader, FrameBuffer into) {
        lock.lock();
        try {
            if (isOut(reader)) {
                return Next.END;
            }
            reader.moveOn(frames, into);
            hasTaken(reader);
            return reader.next < frames.end() ? Next.MORE : hasEnded ? Next.END : Next.LATER;
        } finally {
            lock.unlock();
        }
    }

    boolean isShort(JournalReader reader, int bytes) {
        lock.lock();
        try {
            boolean isShort =
                    !reader.isUrgent && !hasEnded && !isOut(reader) && frames.addedBytes() - reader.nextBytes < bytes;
            reader.isUrgent = false;
            reader.waitsFor = isShort ? bytes : 0;
            return isShort;
        } finally {
            lock.unlock();
        }
    }

    boolean hasReadAll(JournalReader reader) {
        lock.lock();
        try {
            return hasEnded && reader.next == frames.end() && !isOut(reader);
        } finally {
            lock.unlock();
        }
    }

    void cut(JournalReader reader) {
        lock.lock();
        try {
            reader.isCut = true;
            reader.bell.ring();
        } finally {
            lock.unlock();
        }
    }

    void close(JournalReader reader) {
        lock.lock();
        try {
            readers.remove(reader);
        } finally {
            lock.unlock();
        }
    }

    private boolean isOut(JournalReader reader) {
        return reader.isCut || isCut || reader.next < frames.begin();
    }

    private void hasTaken(JournalReader reader) {
        if (readers.advanced(reader)) {
            shrink(capacityInBytes);
            if (isWriterWaiting && frames.addedBytes() - readers.takenBytes() <= ahead / GO_ON_BELOW) {
                room.signal();
            }
        }
    }

    /** Whether everything that follows this position is here. */
    boolean reaches(long position) {
        lock.lock();
        try {
            return !isCut && position >= frames.from();
        } finally {
            lock.unlock();
        }
    }

    /** The writer is to wait no more. */
    void leave() {
        lock.lock();
        try {
            isLeft = true;
            room.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody is to read any more, and nothing is kept. */
    void cut() {
        lock.lock();
        try {
            isCut = true;
            frames.trim(frames.end(), 0, 0);
            countedInSpace = space.changed(countedInSpace, frames.bytes());
            readers.ring();
            room.signal();
            space.leave(this);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long bytes() {
        lock.lock();
        try {
            return frames.bytes();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void shrinkTo(long bytes) {
        lock.lock();
        try {
            shrink(bytes);
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is too much, but nothing that is still to be read, and not the end. */
    private void shrink(long bytes) {
        frames.trim(Math.min(readers.taken(), hasEnded ? frames.end() - 1 : frames.end()), capacity, bytes);
        countedInSpace = space.changed(countedInSpace, frames.bytes());
    }
}
