package org.cqrsjakarta.benchmarks.sse;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

/**
 * CPU time for each event of streams that are read from the first event to the end, one after the other.
 *
 * @param words    of the table
 * @param workload what each stream is
 */
record WholeStreams(String words, Workload workload) implements Row {

    private static final int PATIENCE_MILLIS = 10_000;

    @Override
    public void warmUp(Way way, Duration time) throws IOException, InterruptedException {
        read(way, time);
    }

    @Override
    public List<Sample> turn(Way way, Form form) throws IOException, InterruptedException {
        return List.of(read(way, form.turn()));
    }

    /** Reads streams until the time is over, the last one to its end. */
    private Sample read(Way way, Duration time) throws IOException {
        long start = System.nanoTime();
        long cpu = way.server().cpuNanos();
        double events = 0;
        double bytes = 0;
        while (System.nanoTime() - start < time.toNanos()) {
            try (EventReader reader = way.open(workload.query(), PATIENCE_MILLIS)) {
                reader.read(Long.MAX_VALUE);
                if (reader.events() < workload.events()) {
                    throw new IOException(reader.events() + " events instead of " + workload.events());
                }
                events += reader.events();
                bytes += reader.bytes();
            }
        }
        return new Sample((way.server().cpuNanos() - cpu) / events, bytes / events);
    }
}
