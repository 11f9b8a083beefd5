package org.cqrsjakarta.internal.sse;

import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.internal.wire.FrameBuffer;
import org.cqrsjakarta.internal.wire.Frames.Next;

/**
 * One who reads a journal, from a position of its own. Its state is its journal's, under that one's lock; the response's
 * thread reads, and any may cut or close it.
 */
final class JournalReader {

    final Bell bell;
    private final Journal journal;

    /** Number of the frame that it takes next, and how many bytes were added before that. */
    long next;

    long nextBytes;

    /** For how many bytes it waits; 0: it does not. */
    int waitsFor;

    /** It has taken something that is to go out at once. */
    boolean isUrgent;

    /** It is to read no more: another one is there in its place. */
    boolean isCut;

    JournalReader(Journal journal, Bell bell, long next, long nextBytes) {
        this.journal = journal;
        this.bell = bell;
        this.next = next;
        this.nextBytes = nextBytes;
    }

    /** Takes what there is, as much as is written at once. */
    Next take(FrameBuffer into) {
        return journal.take(this, into);
    }

    /** Takes it, under its journal's lock. */
    void moveOn(KeptFrames frames, FrameBuffer into) {
        long bytes = 0;
        while (next < frames.released()) {
            int length = frames.length(next);
            long taken = into.size() + bytes;
            // A large one goes by itself: then nobody copies it.
            if (taken > 0 && (length >= FrameBuffer.FULL || taken + length > FrameBuffer.MOST)) {
                break;
            }
            bytes += length;
            isUrgent |= !frames.isItem(next++);
        }
        frames.read(nextBytes, bytes, into);
        nextBytes += bytes;
    }

    /** What comes before this number it needs no more. Under its journal's lock. */
    void pass(KeptFrames frames, long number) {
        nextBytes = frames.addedBytes() - frames.bytesFrom(number);
        next = number;
    }

    /** Asks whether it has to wait for so many bytes; then its bell rings when they are there, or the end has come. */
    boolean isShortOf(int bytes) {
        return journal.isShort(this, bytes);
    }

    /** Whether it has read everything up to the end. */
    boolean hasReadAll() {
        return journal.hasReadAll(this);
    }

    void cut() {
        journal.cut(this);
    }

    /** It reads no more. */
    void close() {
        journal.close(this);
    }
}
