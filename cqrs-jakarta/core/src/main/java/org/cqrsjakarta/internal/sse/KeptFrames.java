package org.cqrsjakarta.internal.sse;

import java.util.ArrayList;
import java.util.List;
import org.cqrsjakarta.internal.wire.Frame;
import org.cqrsjakarta.internal.wire.FrameBuffer;
import org.cqrsjakarta.spi.StreamStore.Entry;
import org.cqrsjakarta.spi.StreamStore.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Frames in order, each with a number: those are counted from the first that was ever added. A ring that grows as it must.
 * Not thread-safe.
 */
final class KeptFrames {

    private static final int INITIAL_CAPACITY = 2;

    private final KeptBytes bytes = new KeptBytes();

    /**
     * Of the frame of a number, at that number, modulo the length, a power of two: the first position for which it does not
     * matter; of one that is no item, with all bits turned round.
     */
    private long[] marks = new long[INITIAL_CAPACITY];

    /** Beside each: how many bytes it has. */
    private int[] lengths = new int[INITIAL_CAPACITY];

    /** Beside each: what other nodes are told of it; {@code null} where there was never anything to be told. */
    private @Nullable Object @Nullable [] notes;

    private long begin;
    private long end;

    /** Those before this number are for readers. */
    private long released = Long.MAX_VALUE;

    /** How many switchovers were dropped. */
    private int droppedSwitchovers;

    /** How many bytes were added with those before that. */
    private long addedBytes;

    /** Bytes may have been added beyond that, of a frame that failed half-way. */
    private boolean isBegun;

    private long from;

    /** Position of the item that was added last. */
    private long reached;

    /** None yet, of what begins at this position. */
    KeptFrames(long from) {
        this.from = from;
        this.reached = from;
    }

    /** The position from which on nothing is missing. */
    long from() {
        return from;
    }

    /** Nothing follows, from whatever position. */
    void breakOff() {
        from = Long.MAX_VALUE;
    }

    /** Number of the oldest. */
    long begin() {
        return begin;
    }

    /** Number of the next to come. */
    long end() {
        return end;
    }

    /** Number of the first that is not for readers yet. */
    long released() {
        return Math.min(released, end);
    }

    /** Those before this number are for readers; the others are not. */
    long release(long number) {
        released = number;
        return released;
    }

    int size() {
        return (int) (end - begin);
    }

    /** Number of bytes of all. */
    long bytes() {
        return addedBytes - bytes.begin();
    }

    /** Number of bytes of all that were ever added. */
    long addedBytes() {
        return addedBytes;
    }

    /** Adds so many bytes to what is to be written, of which so many others were added before. */
    void read(long before, long many, FrameBuffer into) {
        bytes.read(before, many, into);
    }

    /** How many bytes a frame has. */
    int length(long number) {
        return lengths[index(number)];
    }

    /** Whether it is an item. */
    boolean isItem(long number) {
        return marks[index(number)] >= 0;
    }

    /**
     * Adds one, whole or not at all: what fails half-way, for want of memory or of stack, leaves bytes that nobody reads, and
     * in whose place the next one is written.
     *
     * @param position to which an item leads, or at which an event came: that may be told twice to who has reached just that.
     *                 An event that overtakes an item came at the last one that is here
     * @param isItem   whether it is an item
     * @param note     what other nodes are told of it: of an item its key, of any other its kind; {@code null}: nothing
     * @return how many bytes it has
     */
    int add(long position, boolean isItem, Frame frame, @Nullable Object note) {
        if (size() == marks.length) {
            grow();
        }
        if (note != null && notes == null) {
            notes = new Object[marks.length];
        }
        if (isBegun) {
            bytes.cut(addedBytes);
        }
        isBegun = true;
        frame.giveTo(bytes);
        long added = bytes.end();
        int length = (int) (added - addedBytes);
        int index = index(end);
        long mark = isItem ? position : ~(Math.min(position, reached) + 1);
        // From here on nothing is called.
        marks[index] = mark;
        lengths[index] = length;
        if (notes != null) {
            notes[index] = note;
        }
        if (isItem) {
            reached = position;
        }
        addedBytes = added;
        end++;
        isBegun = false;
        return length;
    }

    /**
     * Removes the oldest, for as long as there are too many.
     *
     * @param before    this number
     * @param most      how many may stay
     * @param mostBytes how many bytes they may have
     */
    void trim(long before, int most, long mostBytes) {
        long removed = 0;
        while (begin < before && (size() > most || bytes() - removed > mostBytes)) {
            from = Math.max(from, matteredUntil(begin));
            if (note(begin) == Kind.SWITCHOVER) {
                droppedSwitchovers++;
            }
            removed += length(begin++);
        }
        if (removed > 0) {
            bytes.drop(removed);
        }
    }

    /** Number of the first that a client lacks that has reached this position. */
    long after(long position) {
        long number = begin;
        while (number < end && position >= matteredUntil(number)) {
            number++;
        }
        return number;
    }

    /** How many bytes those from this number on have. */
    long bytesFrom(long number) {
        long sum = 0;
        for (long i = number; i < end; i++) {
            sum += length(i);
        }
        return sum;
    }

    private @Nullable Object note(long number) {
        return notes == null ? null : notes[index(number)];
    }

    /**
     * What another node needs from a number on.
     *
     * @param number of the first; older ones than the oldest are passed over
     * @param window how many of them
     */
    Since since(long number, Window window) {
        long first = Math.max(begin, number);
        int switchovers = droppedSwitchovers;
        long position = from;
        for (long i = begin; i < first; i++) {
            switchovers += note(i) == Kind.SWITCHOVER ? 1 : 0;
            position = Math.max(position, matteredUntil(i));
        }
        List<Entry> entries = new ArrayList<>();
        long place = addedBytes - bytesFrom(first);
        long begin = place;
        for (long i = first; i < end && window.has(entries.size(), place - begin, length(i)); i++) {
            entries.add(entry(i, place));
            place += length(i);
        }
        return new Since(first, position, switchovers, entries);
    }

    private Entry entry(long number, long place) {
        Object note = note(number);
        byte[] frame = bytes.copy(place, length(number));
        return isItem(number)
                ? new Entry(Kind.ITEM, matteredUntil(number), note instanceof String key ? key : null, frame)
                : new Entry(note instanceof Kind kind ? kind : Kind.EVENT, matteredUntil(number) - 1, null, frame);
    }

    /**
     * Some of a journal, for another node.
     *
     * @param number      of the first
     * @param from        position from which on nothing is missing from there
     * @param switchovers how many were before
     * @param entries     in order
     */
    record Since(long number, long from, int switchovers, List<Entry> entries) {

        /** Number of the next. */
        long end() {
            return number + entries.size();
        }
    }

    private long matteredUntil(long number) {
        long mark = marks[index(number)];
        return mark >= 0 ? mark : ~mark;
    }

    private void grow() {
        int length = marks.length;
        long[] marksOfThem = new long[length * 2];
        int[] lengthsOfThem = new int[length * 2];
        @Nullable Object[] before = notes;
        @Nullable Object[] notesOfThem = before == null ? null : new Object[length * 2];
        for (long i = begin; i < end; i++) {
            int old = (int) (i & (length - 1));
            int now = (int) (i & (length * 2 - 1));
            marksOfThem[now] = marks[old];
            lengthsOfThem[now] = lengths[old];
            if (before != null && notesOfThem != null) {
                notesOfThem[now] = before[old];
            }
        }
        marks = marksOfThem;
        lengths = lengthsOfThem;
        notes = notesOfThem;
    }

    private int index(long number) {
        return (int) (number & (marks.length - 1));
    }
}
