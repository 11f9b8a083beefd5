package org.cqrsjakarta.internal.sse;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Frames in order, each with a number: those are counted from the first that was ever added. A ring that grows as it must.
 * Not thread-safe.
 */
final class KeptFrames {

    private static final int INITIAL_CAPACITY = 2;

    /** The frame of a number is at that number, modulo the length, a power of two. */
    private @Nullable KeptFrame[] ring = new @Nullable KeptFrame[INITIAL_CAPACITY];

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

    boolean isEmpty() {
        return begin == end;
    }

    /** Number of bytes of all. */
    long bytes() {
        return bytes;
    }

    /** Number of bytes of all that were ever added. */
    long addedBytes() {
        return addedBytes;
    }

    KeptFrame get(long number) {
        return Objects.requireNonNull(ring[index(number)]);
    }

    void add(KeptFrame frame) {
        if (size() == ring.length) {
            grow();
        }
        ring[index(end++)] = frame;
        bytes += frame.bytes().length;
        addedBytes += frame.bytes().length;
    }

    KeptFrame removeFirst() {
        KeptFrame first = get(begin);
        ring[index(begin++)] = null;
        bytes -= first.bytes().length;
        from = Math.max(from, first.matteredUntil());
        return first;
    }

    /** Number of the first that a client lacks that has reached this position. */
    long after(long position) {
        long number = begin;
        while (number < end && position >= get(number).matteredUntil()) {
            number++;
        }
        return number;
    }

    /** How many bytes those from this number on have. */
    long bytesFrom(long number) {
        long sum = 0;
        for (long i = number; i < end; i++) {
            sum += get(i).bytes().length;
        }
        return sum;
    }

    private void grow() {
        @Nullable KeptFrame[] before = ring;
        ring = Arrays.copyOf(before, before.length * 2);
        Arrays.fill(ring, null);
        for (long i = begin; i < end; i++) {
            ring[index(i)] = before[(int) (i & (before.length - 1))];
        }
    }

    private int index(long number) {
        return (int) (number & (ring.length - 1));
    }
}
