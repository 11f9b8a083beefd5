package org.cqrsjakarta.internal.sse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last frames of one stream, for a client that comes back: so many as it may keep, and fewer while all journals
 * together have too much. Not thread-safe.
 */
final class Journal {

    private static final int INITIAL_CAPACITY = 2;

    private final int capacity;
    private final int capacityInBytes;
    private final JournalSpace space;
    private final Deque<Entry> entries = new ArrayDeque<>(INITIAL_CAPACITY);

    /** The position from which on nothing is missing. */
    private long from;

    private long bytes;
    private boolean over;

    private static final class Entry {

        private final long position;
        private final boolean item;
        private final byte[] frame;

        Entry(long position, boolean item, byte[] frame) {
            this.position = position;
            this.item = item;
            this.frame = frame;
        }

        /** The first position for which it does not matter. */
        long matteredUntil() {
            return item ? position : position + 1;
        }
    }

    /**
     * Begins a journal.
     *
     * @param capacity how many frames it keeps, 0 or more
     * @param capacityInBytes how many bytes they may have, 0 or more
     * @param from     position at which the stream begins
     * @param space    what it shares with the others
     */
    Journal(int capacity, int capacityInBytes, long from, JournalSpace space) {
        this.capacity = capacity;
        this.capacityInBytes = capacityInBytes;
        this.from = from;
        this.space = space;
    }

    /** The item that leads to this position. */
    void item(long position, byte[] frame) {
        add(new Entry(position, true, frame));
    }

    /** An event that came at this position. */
    void event(long position, byte[] frame) {
        add(new Entry(position, false, frame));
    }

    /** Whether everything that follows this position is here. */
    boolean reaches(long position) {
        return position >= from;
    }

    /** The frames that a client lacks that has come to this position; an event at just this one may be told twice. */
    List<byte[]> after(long position) {
        List<byte[]> missing = new ArrayList<>();
        for (Entry entry : entries) {
            if (position < entry.matteredUntil()) {
                missing.add(entry.frame);
            }
        }
        return missing;
    }

    /** Nobody comes back any more: what is still added is not kept. */
    void clear() {
        over = true;
        while (!entries.isEmpty()) {
            dropOldest();
        }
    }

    private void add(Entry entry) {
        if (over) {
            return;
        }
        entries.addLast(entry);
        bytes += entry.frame.length;
        space.take(entry.frame.length);
        while (!entries.isEmpty() && (entries.size() > capacity || bytes > capacityInBytes || space.isExceeded())) {
            dropOldest();
        }
    }

    private void dropOldest() {
        Entry dropped = entries.removeFirst();
        from = dropped.matteredUntil();
        bytes -= dropped.frame.length;
        space.giveBack(dropped.frame.length);
    }
}
