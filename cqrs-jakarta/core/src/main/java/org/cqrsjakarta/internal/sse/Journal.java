package org.cqrsjakarta.internal.sse;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.delivery.JournalSpace;
import org.cqrsjakarta.internal.delivery.Owner;
import org.cqrsjakarta.internal.sse.KeptFrames.Since;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.internal.wire.Frame;
import org.cqrsjakarta.internal.wire.FrameBuffer;
import org.cqrsjakarta.internal.wire.Frames.Next;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.cqrsjakarta.spi.Time;
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

    private final int capacity;
    private final int capacityInBytes;
    private final JournalSpace space;
    private final ReentrantLock lock = new ReentrantLock();

    /** Under the lock, as all that follows. */
    private final KeptFrames frames;

    private final JournalReaders readers = new JournalReaders();
    private final WritersRoom room;
    private long countedInSpace;
    private boolean hasEnded;
    private boolean isCut;

    /**
     * Begins a journal.
     *
     * @param capacity how many frames it keeps, 0 or more
     * @param capacityInBytes how many bytes they may have, 0 or more
     * @param ahead    how many bytes the writer may be ahead, 1 or more; more of a reader that keeps up
     * @param from     position at which the stream begins
     * @param space    what it shares with the others
     * @param owner    whose stream it is
     * @param time     tells who keeps up
     */
    Journal(int capacity, int capacityInBytes, int ahead, long from, JournalSpace space, Owner owner, Time time) {
        this.capacity = capacity;
        this.capacityInBytes = capacityInBytes;
        this.frames = new KeptFrames(from);
        this.room = new WritersRoom(ahead, space, frames, readers, lock.newCondition(), time);
        this.space = space;
        space.enter(this, owner);
    }

    /**
     * The item that leads to this position.
     *
     * @param key by which other nodes tell it apart; {@code null} if they need not
     * @return {@code false} if the writer has to ask {@link #awaitRoom} before it adds another one
     */
    boolean item(long position, Frame frame, @Nullable String key) {
        return add(position, true, frame, key);
    }

    /** An event that came at this position, and goes out at once. After {@link Kind#END} there is nothing. */
    void event(long position, byte[] frame, Kind kind) {
        var unused = add(position, false, Frame.of(frame), kind);
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

    private boolean add(long position, boolean isItem, Frame frame, @Nullable Object note) {
        boolean goesOn;
        int length;
        lock.lock();
        try {
            if (isCut || hasEnded) {
                return false;
            }
            if (note == Kind.END) {
                hasEnded = true;
                // Under the lock, as the end of everything: else it would be known after nothing of it is wanted.
                space.ended(this);
            }
            length = frames.add(position, isItem, frame, note);
            shrink(capacityInBytes);
            readers.wake(frames.addedBytes(), !isItem);
            goesOn = room.isThere();
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
        return locked(room::await);
    }

    /** Whether a writer that does not wait here may add another frame; if not, the bell rings when it is to ask again. */
    boolean hasRoom(Bell writer) {
        return locked(() -> room.isThereFor(writer));
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
        return locked(() -> {
            if (isCut || position < frames.from()) {
                return null;
            }
            long next = frames.after(position);
            room.begins();
            JournalReader reader = new JournalReader(this, bell, next, frames.addedBytes() - frames.bytesFrom(next));
            readers.add(reader);
            room.goOn();
            return reader;
        });
    }

    /**
     * Readers may have what comes before this number, and no more until this is called again; if it never was, they may have
     * everything.
     */
    void release(long number) {
        var unused = locked(() -> frames.release(number));
    }

    /** The number that the next frame will have. */
    long end() {
        return locked(frames::end);
    }

    /** {@link KeptFrames#after}. */
    long after(long position) {
        return locked(() -> frames.after(position));
    }

    /** {@link KeptFrames#since}. */
    Since since(long number, Window window) {
        return locked(() -> frames.since(number, window));
    }

    /** A reader has what comes before this number from elsewhere. */
    void pass(JournalReader reader, long number) {
        var unused = locked(() -> {
            reader.pass(frames, Math.max(number, frames.begin()));
            hasTaken(reader);
            return reader;
        });
    }

    private <T extends @Nullable Object> T locked(Supplier<T> section) {
        lock.lock();
        try {
            return section.get();
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
            if (isShort) {
                room.ranDry();
            }
            return isShort;
        } finally {
            lock.unlock();
        }
    }

    boolean hasReadAll(JournalReader reader) {
        return locked(() -> hasEnded && reader.next == frames.end() && !isOut(reader));
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
        var unused = locked(() -> readers.remove(reader));
    }

    private boolean isOut(JournalReader reader) {
        return reader.isCut || isCut || reader.next < frames.begin();
    }

    private void hasTaken(JournalReader reader) {
        if (readers.advanced(reader)) {
            shrink(capacityInBytes);
            room.taken();
        }
    }

    /** Whether everything that follows this position is here. */
    boolean reaches(long position) {
        return locked(() -> !isCut && position >= frames.from());
    }

    /** The writer is to wait no more. */
    void leave() {
        lock.lock();
        try {
            room.leave();
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
            room.leave();
            space.leave(this);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long bytes() {
        return locked(frames::bytes);
    }

    @Override
    public void shrinkTo(long bytes) {
        var unused = locked(() -> shrink(bytes));
    }

    /** Drops what is too much, but nothing that is still to be read, and not the end. */
    private long shrink(long bytes) {
        long last = hasEnded ? frames.end() - 1 : frames.end();
        frames.trim(Math.min(Math.min(readers.taken(), frames.released()), last), capacity, bytes);
        countedInSpace = space.changed(countedInSpace, frames.bytes());
        return countedInSpace;
    }
}
