package org.cqrsjakarta.benchmarks.sse;

import java.util.List;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

/** What is measured, in the order of the table. */
final class Rows {

    /** How the two rows are called whose ratio is told beside the table. */
    static final String LONG_STREAM = "streams of 100,000 events";

    static final String SHORT_STREAMS = "streams of 10,000 events";

    private static final int ENDLESS = Integer.MAX_VALUE - 1;
    private static final int SMALL = 50;

    private Rows() {}

    static List<Row> all() {
        return List.of(
                open("saturated, text of 50 B, 10 clients", text(SMALL), 10),
                open("saturated, small record as JSON, 10 clients", new Workload(true, ENDLESS, SMALL, 0), 10),
                open("100 clients, 100 events/s each", new Workload(false, ENDLESS, SMALL, 10), 100),
                first("first event beside 2 that saturate (clock)", 2),
                first("first event beside 10 that saturate (clock)", 10),
                new WholeStreams(LONG_STREAM, new Workload(false, 100_000, SMALL, 0)),
                new WholeStreams(SHORT_STREAMS, new Workload(false, 10_000, SMALL, 0)),
                open("saturated, text of 50 B, 1 client", text(SMALL), 1),
                open("saturated, text of 50 B, 100 clients", text(SMALL), 100),
                open("saturated, text of 1 KB, 10 clients", text(1_024), 10),
                open("saturated, text of 16 KB, 10 clients", text(16_384), 10));
    }

    private static OpenStreams open(String words, Workload workload, int clients) {
        return new OpenStreams(words, workload, clients);
    }

    private static FirstEvent first(String words, int clients) {
        return new FirstEvent(words, open(words, text(SMALL), clients));
    }

    private static Workload text(int size) {
        return new Workload(false, ENDLESS, size, 0);
    }
}
