package org.cqrsjakarta.internal.sse;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.cqrsjakarta.internal.wire.FrameBuffer;

/**
 * Bytes in a row: added at the end, dropped at the beginning, read in between. Each has a place, counted from the first that
 * was ever added. Not thread-safe.
 *
 * <p>They stand in segments, filled one after the other. A frame is no object of its own, which a collector would have to
 * look after for as long as it is kept; and who reads takes many at once.
 */
final class KeptBytes {

    private static final int LEAST_SEGMENT = 256;
    private static final int MOST_SEGMENT = FrameBuffer.FULL;

    /** A segment is as large as one part in so many of what is kept, within those two: so little of the last is empty. */
    private static final int PART_OF_KEPT = 2;

    /** The segments are replaced by one if only one part in so many of them is kept. */
    private static final int WORTH_KEEPING = 4;

    /** All but the last are full. None ever changes where it has been read. */
    private final ArrayDeque<byte[]> segments = new ArrayDeque<>(2);

    /** Place of the first byte of the first segment. */
    private long first;

    /** Place of the first byte that is kept. */
    private long begin;

    /** Place of the next byte to come. */
    private long end;

    /** How many bytes may still be written to the last segment. */
    private int room;

    /** How many are kept. */
    long size() {
        return end - begin;
    }

    /** Place of the next byte to come: how many were ever added. */
    long end() {
        return end;
    }

    /** Adds some, which nobody changes any more: many at once are not copied. */
    void add(byte[] some) {
        if (some.length >= MOST_SEGMENT) {
            finishLast();
            segments.addLast(some);
        } else {
            copy(some);
        }
        end += some.length;
    }

    private void copy(byte[] some) {
        int into = Math.min(room, some.length);
        if (into > 0) {
            byte[] last = segments.getLast();
            System.arraycopy(some, 0, last, last.length - room, into);
        }
        room -= into;
        int left = some.length - into;
        if (left > 0) {
            long part = Math.min(MOST_SEGMENT, size() / PART_OF_KEPT);
            byte[] next = new byte[Math.max((int) part, Math.max(LEAST_SEGMENT, left))];
            System.arraycopy(some, into, next, 0, left);
            segments.addLast(next);
            room = next.length - left;
        }
    }

    /** The last segment is to have no room any more. */
    private void finishLast() {
        if (room > 0) {
            byte[] last = segments.removeLast();
            segments.addLast(Arrays.copyOf(last, last.length - room));
            room = 0;
        }
    }

    /** Drops so many of the first, as many as there are at the most. */
    void drop(long many) {
        begin += many;
        while (!segments.isEmpty() && begin - first >= segments.getFirst().length) {
            first += segments.removeFirst().length;
        }
        if (taken() > LEAST_SEGMENT && size() < taken() / WORTH_KEEPING) {
            compact();
        }
    }

    /** How many bytes all segments have. */
    long taken() {
        return end + room - first;
    }

    private void compact() {
        byte[] all = new byte[(int) size()];
        int at = 0;
        long place = first;
        for (byte[] segment : segments) {
            int from = (int) Math.max(0, begin - place);
            int length = (int) Math.min(segment.length, end - place) - from;
            System.arraycopy(segment, from, all, at, length);
            at += length;
            place += segment.length;
        }
        segments.clear();
        room = 0;
        first = begin;
        if (at > 0) {
            segments.addLast(all);
        }
    }

    /** Adds so many from this place on to what is to be written. */
    void read(long from, long many, FrameBuffer into) {
        long place = first;
        long to = from + many;
        for (byte[] segment : segments) {
            long next = place + segment.length;
            if (next > from) {
                int start = (int) Math.max(0, from - place);
                into.add(segment, start, (int) (Math.min(next, to) - place) - start);
            }
            place = next;
            if (place >= to) {
                return;
            }
        }
    }
}
