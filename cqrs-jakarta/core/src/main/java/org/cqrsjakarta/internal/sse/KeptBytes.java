package org.cqrsjakarta.internal.sse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cqrsjakarta.internal.wire.Frame;
import org.cqrsjakarta.internal.wire.FrameBuffer;

/**
 * Bytes in a row: added at the end, dropped at the beginning, read in between. Each has a place, counted from the first that
 * was ever added. Not thread-safe.
 *
 * <p>They stand in segments, filled one after the other. A frame is no object of its own, which a collector would have to
 * look after for as long as it is kept; and who reads takes many at once.
 */
final class KeptBytes implements Frame.Parts {

    private static final int LEAST_SEGMENT = 64;
    private static final int MOST_SEGMENT = FrameBuffer.FULL;

    /** A segment is as large as one part in so many of what is kept, within those two: so little of the last is empty. */
    private static final int PART_OF_KEPT = 2;

    /** So few are never replaced. */
    private static final int FEW = 8 * LEAST_SEGMENT;

    /** The segments are replaced by one if only one part in so many of them is kept. */
    private static final int WORTH_KEEPING = 4;

    /** All but the last are full. None ever changes where it has been read. */
    private final List<Segment> segments = new ArrayList<>(2);

    /** Some bytes. */
    private static final class Segment {

        /** Of the first of them. */
        private final long place;

        private final byte[] bytes;

        private Segment(long place, byte[] bytes) {
            this.place = place;
            this.bytes = bytes;
        }

        private long end() {
            return place + bytes.length;
        }
    }

    /** Place of the first byte that is kept. */
    private long begin;

    /** Place of the next byte to come. */
    private long end;

    /** How many bytes may still be written to the last segment. */
    private int room;

    /** Place of the first byte that is kept. */
    long begin() {
        return begin;
    }

    /** How many are kept. */
    long size() {
        return end - begin;
    }

    /** Place of the next byte to come: how many were ever added. */
    long end() {
        return end;
    }

    @Override
    public void add(byte[] whole) {
        if (whole.length >= MOST_SEGMENT) {
            finishLast();
            segments.add(new Segment(end, whole));
            end += whole.length;
        } else {
            add(whole, whole.length, 0);
        }
    }

    @Override
    public void add(byte[] some, int length, int following) {
        int into = Math.min(room, length);
        if (into > 0) {
            byte[] last = segments.getLast().bytes;
            System.arraycopy(some, 0, last, last.length - room, into);
        }
        room -= into;
        int left = length - into;
        if (left > 0) {
            int part = (int) Math.min(MOST_SEGMENT, size() / PART_OF_KEPT);
            byte[] next = new byte[Math.max(part, Math.max(LEAST_SEGMENT, left + following))];
            System.arraycopy(some, into, next, 0, left);
            segments.add(new Segment(end + into, next));
            room = next.length - left;
        }
        end += length;
    }

    /** The last segment is to have no room any more. */
    private void finishLast() {
        if (room > 0) {
            Segment last = segments.getLast();
            byte[] bytes = Arrays.copyOf(last.bytes, last.bytes.length - room);
            segments.set(segments.size() - 1, new Segment(last.place, bytes));
            room = 0;
        }
    }

    /** Takes back what was added from this place on, also if adding it has failed half-way. */
    void cut(long from) {
        while (!segments.isEmpty() && segments.getLast().place >= from) {
            segments.removeLast();
        }
        end = from;
        room = segments.isEmpty() ? 0 : (int) (segments.getLast().end() - end);
    }

    /** Drops so many of the first, as many as there are at the most. */
    void drop(long many) {
        begin += many;
        int over = 0;
        while (over < segments.size() && segments.get(over).end() <= begin) {
            over++;
        }
        if (over > 0) {
            segments.subList(0, over).clear();
        }
        if (taken() > FEW && size() < taken() / WORTH_KEEPING) {
            try {
                compact();
            } catch (OutOfMemoryError e) {
                // They stay as they are, and what is kept with them.
            }
        }
    }

    private void compact() {
        byte[] all = new byte[(int) size()];
        for (Segment segment : segments) {
            int from = (int) Math.max(0, begin - segment.place);
            int to = (int) (Math.min(segment.end(), end) - segment.place);
            System.arraycopy(segment.bytes, from, all, (int) (segment.place + from - begin), to - from);
        }
        segments.clear();
        room = 0;
        if (all.length > 0) {
            segments.add(new Segment(begin, all));
        }
    }

    /** How many bytes all segments have. */
    long taken() {
        return segments.isEmpty() ? 0 : end + room - segments.getFirst().place;
    }

    /** Adds so many from this place on to what is to be written. */
    void read(long from, long many, FrameBuffer into) {
        long to = from + many;
        long place = from;
        for (int i = segmentOf(from); place < to; i++) {
            Segment segment = segments.get(i);
            long next = Math.min(segment.end(), to);
            into.add(segment.bytes, (int) (place - segment.place), (int) (next - place));
            place = next;
        }
    }

    /** So many from this place on, by themselves. */
    byte[] copy(long from, int many) {
        byte[] all = new byte[many];
        long place = from;
        for (int i = segmentOf(from); place < from + many; i++) {
            Segment segment = segments.get(i);
            int some = (int) (Math.min(segment.end(), from + many) - place);
            System.arraycopy(segment.bytes, (int) (place - segment.place), all, (int) (place - from), some);
            place += some;
        }
        return all;
    }

    /** Found by halves: a journal may be set to keep a lot. */
    private int segmentOf(long place) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).place <= place) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
