package org.cqrsjakarta.benchmarks.sse;

/**
 * Counts the events in the body of a response, whichever way it is framed: an event ends with an empty line. What it is
 * given may be cut anywhere.
 */
final class EventCounter {

    /** Where it is within a body of chunks. */
    private enum Part {
        SIZE,
        EXTENSION,
        DATA,
        AFTER_DATA,
        LAST
    }

    private Part part;
    private long left;
    private boolean afterLineFeed;
    private long events;

    EventCounter(boolean chunked) {
        part = chunked ? Part.SIZE : Part.DATA;
        left = chunked ? 0 : Long.MAX_VALUE;
    }

    /** How many there were so far. */
    long events() {
        return events;
    }

    /** Whether the body has said that it is over; one without chunks never does. */
    boolean isOver() {
        return part == Part.LAST;
    }

    /** Takes the bytes from one position up to another. */
    void take(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && part != Part.LAST) {
            if (part == Part.DATA) {
                int end = (int) Math.min(to, at + Math.min(left, Integer.MAX_VALUE / 2));
                count(bytes, at, end);
                left -= end - at;
                at = end;
                if (left == 0) {
                    part = Part.AFTER_DATA;
                }
            } else {
                frame(bytes[at]);
                at++;
            }
        }
    }

    private void count(byte[] bytes, int from, int to) {
        boolean after = afterLineFeed;
        long found = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                if (after) {
                    found++;
                }
                after = !after;
            } else {
                after = false;
            }
        }
        afterLineFeed = after;
        events += found;
    }

    private void frame(byte value) {
        if (value == '\n') {
            endOfFrameLine();
        } else if (value == ';') {
            part = Part.EXTENSION;
        } else if (part == Part.SIZE && value != '\r') {
            left = left * 16 + Character.digit(value, 16);
        }
    }

    private void endOfFrameLine() {
        if (part == Part.AFTER_DATA) {
            part = Part.SIZE;
            left = 0;
        } else {
            part = left == 0 ? Part.LAST : Part.DATA;
        }
    }
}
