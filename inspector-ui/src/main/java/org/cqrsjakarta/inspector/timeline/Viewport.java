package org.cqrsjakarta.inspector.timeline;

/**
 * The time that is on screen, in microseconds since 1970.
 *
 * @param from the left edge
 * @param to   the right edge, later than {@code from}
 */
public record Viewport(long from, long to) {

    /** Nothing shorter is shown: a millisecond. */
    public static final long SHORTEST = 1_000;

    /** Nothing longer is shown: 12 hours. */
    public static final long LONGEST = 12L * 3600 * 1_000_000;

    public Viewport {
        if (to <= from) {
            throw new IllegalArgumentException("to = " + to + ", allowed: later than from = " + from);
        }
    }

    /** The time of a length that ends at a moment. */
    public static Viewport endingAt(long end, long span) {
        long length = Math.clamp(span, SHORTEST, LONGEST);
        return new Viewport(end - length, end);
    }

    /** How long it is. */
    public long span() {
        return to - from;
    }

    /** The column of a time, as a fraction where it lies between two. */
    public double x(long time, int width) {
        return (double) (time - from) / span() * width;
    }

    /** The time of a column. */
    public long time(double x, int width) {
        return from + Math.round(x / width * span());
    }

    /** Moves it; positive: to later times. */
    public Viewport panned(long micros) {
        return new Viewport(from + micros, to + micros);
    }

    /**
     * Zooms, while the time under the cursor stays where it is.
     *
     * @param factor of the length; below 1: closer
     * @param around a time
     */
    public Viewport zoomed(double factor, long around) {
        long length = Math.clamp(Math.round(span() * factor), SHORTEST, LONGEST);
        double share = Math.clamp((double) (around - from) / span(), 0.0, 1.0);
        long newFrom = around - Math.round(length * share);
        return new Viewport(newFrom, newFrom + length);
    }

    /** Whether something that lasted from one time to another is on screen. */
    public boolean shows(long begin, long end) {
        return begin < to && end >= from;
    }
}
