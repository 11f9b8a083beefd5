package org.cqrsjakarta.internal.sse;

import org.cqrsjakarta.internal.wire.Frame;
import org.cqrsjakarta.internal.wire.FrameBuffer;

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

    private long begin;
    private long end;
    private long from;

    /** None yet, of what begins at this position. */
    KeptFrames(long from) {
        this.from = from;
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

    int size() {
        return (int) (end - begin);
    }

    /** Number of bytes of all. */
    long bytes() {
        return bytes.size();
    }

    /** Number of bytes of all that were ever added. */
    long addedBytes() {
        return bytes.end();
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
     * Adds one, whole or not at all.
     *
     * @param position to which an item leads, or at which an event came: that may be told twice to who has reached just that
     * @param isItem   whether it is an item
     * @return how many bytes it has
     */
    int add(long position, boolean isItem, Frame frame) {
        if (size() == marks.length) {
            grow();
        }
        long before = bytes.end();
        try {
            frame.giveTo(bytes);
        } catch (RuntimeException | Error e) {
            // There was no memory for all of it, say; bytes of no frame would be read as those of the next.
            bytes.cut(before);
            throw e;
        }
        int index = index(end++);
        marks[index] = isItem ? position : ~(position + 1);
        lengths[index] = (int) (bytes.end() - before);
        return lengths[index];
    }

    /**
     * Removes the oldest, for as long as there are too many.
     *
     * @param before    this number
     * @param most      how many may stay
     * @param mostBytes how many bytes they may have
     * @return how many bytes those had that are gone
     */
    long trim(long before, int most, long mostBytes) {
        long removed = 0;
        while (begin < before && (size() > most || bytes.size() - removed > mostBytes)) {
            from = Math.max(from, matteredUntil(begin));
            removed += length(begin++);
        }
        if (removed > 0) {
            bytes.drop(removed);
        }
        return removed;
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

    private long matteredUntil(long number) {
        long mark = marks[index(number)];
        return mark >= 0 ? mark : ~mark;
    }

    private void grow() {
        int length = marks.length;
        long[] marksOfThem = new long[length * 2];
        int[] lengthsOfThem = new int[length * 2];
        for (long i = begin; i < end; i++) {
            int before = (int) (i & (length - 1));
            int now = (int) (i & (length * 2 - 1));
            marksOfThem[now] = marks[before];
            lengthsOfThem[now] = lengths[before];
        }
        marks = marksOfThem;
        lengths = lengthsOfThem;
    }

    private int index(long number) {
        return (int) (number & (marks.length - 1));
    }
}
