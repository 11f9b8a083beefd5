package org.cqrsjakarta.benchmarks.sse.workload;

/**
 * A small record, for each server's usual encoder of JSON.
 *
 * @param number  its place in the stream, from 1
 * @param sensor  who has measured
 * @param celsius what
 */
public record Reading(int number, String sensor, double celsius) {

    private static final double[] MEASURED = {19.5, 20.25, 21.75, 18.5};

    /** The one at a place of the stream, from 1. */
    public static Reading at(int number) {
        return new Reading(number, "boiler-7", MEASURED[number % MEASURED.length]);
    }

    /** As JSON, put together by hand: the least that can be done. */
    public String json() {
        return "{\"celsius\":" + celsius + ",\"number\":" + number + ",\"sensor\":\"" + sensor + "\"}";
    }
}
