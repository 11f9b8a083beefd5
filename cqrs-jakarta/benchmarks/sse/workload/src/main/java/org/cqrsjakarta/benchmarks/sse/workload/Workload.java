package org.cqrsjakarta.benchmarks.sse.workload;

import java.util.function.UnaryOperator;

/**
 * The stream that a client asks for, by query parameters that are the same of every server.
 *
 * @param json     whether each item is a {@link Reading}, which the server encodes; otherwise each is the same text
 * @param events   how many items there are, before the stream ends
 * @param size     bytes of the text as JSON, its quotes included; of no meaning for readings
 * @param interval milliseconds between two events, which are then sent one by one; 0: as fast as they are taken
 */
public record Workload(boolean json, int events, int size, int interval) {

    /** Events have ids as long as those of this library, which name the stream and a secret part of its own. */
    private static final String STREAM = "3f2a9c617d0b4e58-9b1ec4d2a8f01b77a5d30e62.";

    private static final int QUOTES = 2;

    /**
     * Reads it from a request.
     *
     * @param parameter gives the value of the query parameter of that name
     */
    public static Workload of(UnaryOperator<String> parameter) {
        return new Workload(
                Boolean.parseBoolean(parameter.apply("json")),
                Integer.parseInt(parameter.apply("events")),
                Integer.parseInt(parameter.apply("size")),
                Integer.parseInt(parameter.apply("interval")));
    }

    /** The query that {@link #of} reads, without a question mark. */
    public String query() {
        return "json=" + json + "&events=" + events + "&size=" + size + "&interval=" + interval;
    }

    public boolean isPaced() {
        return interval > 0;
    }

    /** The text of each item. */
    public String text() {
        return "x".repeat(size - QUOTES);
    }

    /** The text of each item as JSON, for who need not encode it. */
    public String quotedText() {
        return '"' + text() + '"';
    }

    /** The id of an event, from 1. */
    public static String id(int number) {
        return STREAM + number;
    }

    /** For a thread that sends one event after the other; each stream has its own. */
    public Pace pace() {
        return new Pace(interval);
    }
}
