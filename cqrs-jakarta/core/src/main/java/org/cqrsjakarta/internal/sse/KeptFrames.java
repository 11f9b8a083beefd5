package org.cqrsjakarta.internal.sse;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Frames in order, each with a number: those are counted from the first that was ever added. A ring that grows as it must.
 * Not thread-safe.
 */
final class KeptFrames {

    private static final int INITIAL_CAPACITY = 2;

    /** The frame of a number is at that number, modulo the length, a power of two. */
    private byte[] @Nullable [] ring = new byte[INITIAL_CAPACITY] @Nullable [];

    /** Beside each: the first position for which it does not matter; of one that is no item, with all bits turned round. */
    private long[] marks = new long[INITIAL_CAPACITY];

    /** Beside each: how many bytes it has. Whoever drops a frame that went out long ago does not have to look at it. */
    private int[] lengths = new int[INITIAL_CAPACITY];

    private long begin;
    private long end;
    private long bytes;
    private long addedBytes;
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
        return bytes;
    }

    /** Number of bytes of all that were ever added. */
    long addedBytes() {
        return addedBytes;
    }

    /** The bytes of a frame, as they go over the wire. */
    byte[] get(long number) {
        return Objects.requireNonNull(ring[index(number)]);
    }

    /** Whether it is an item. */
    boolean isItem(long number) {
        return marks[index(number)] >= 0;
    }

    /**
     * Adds one.
     *
     * @param position to which an item leads, or at which an event came: that may be told twice to who has reached just that
     * @param isItem   whether it is an item
     */
    void add(long position, boolean isItem, byte[] frame) {
        if (size() == ring.length) {
            grow();
        }
        int index = index(end++);
        ring[index] = frame;
        marks[index] = isItem ? position : ~(position + 1);
        lengths[index] = frame.length;
        bytes += frame.length;
        addedBytes += frame.length;
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
        while (begin < before && (size() > most || bytes > mostBytes)) {
            removed += removeFirst();
        }
        return removed;
    }

    private int removeFirst() {
        from = Math.max(from, matteredUntil(begin));
        int index = index(begin++);
        ring[index] = null;
        bytes -= lengths[index];
        return lengths[index];
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
            sum += lengths[index(i)];
        }
        return sum;
    }

    private long matteredUntil(long number) {
        long mark = marks[index(number)];
        return mark >= 0 ? mark : ~mark;
    }

    private void grow() {
        int length = ring.length;
        byte[] @Nullable [] frames = new byte[length * 2] @Nullable [];
        long[] marksOfThem = new long[length * 2];
        int[] lengthsOfThem = new int[length * 2];
        for (long i = begin; i < end; i++) {
            int before = (int) (i & (length - 1));
            int now = (int) (i & (length * 2 - 1));
            frames[now] = ring[before];
            marksOfThem[now] = marks[before];
            lengthsOfThem[now] = lengths[before];
        }
        ring = frames;
        marks = marksOfThem;
        lengths = lengthsOfThem;
    }

    private int index(long number) {
        return (int) (number & (ring.length - 1));
    }
}
