package org.cqrsjakarta.inspector.history;

/**
 * How much is kept.
 *
 * @param lanes     streams, 1 or more; the ones that ended first make way
 * @param micros    how long a stream is kept after its end, in microseconds
 * @param incidents switchovers and failures, 1 or more
 * @param marks     marks for missing events, 1 or more
 */
public record Bounds(int lanes, long micros, int incidents, int marks) {

    /** 150,000 streams, 30 minutes: below 200 MB. */
    public static final Bounds DEFAULT = new Bounds(150_000, 30L * 60 * 1_000_000, 100_000, 2_000);
}
