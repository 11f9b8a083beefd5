package org.cqrsjakarta.benchmarks.sse;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A piece of work, a row of the table for each way. */
interface Row {

    /** What it is called in the table. */
    String words();

    /** Whether its nanoseconds are CPU time of the server; otherwise they are time on the clock. */
    default boolean isCpuTime() {
        return true;
    }

    /** Loads a way for that long, so that what is measured later is compiled. */
    void warmUp(Way way, Duration time) throws IOException, InterruptedException;

    /** Takes one turn of a way. */
    List<Sample> turn(Way way, Form form) throws IOException, InterruptedException;
}
