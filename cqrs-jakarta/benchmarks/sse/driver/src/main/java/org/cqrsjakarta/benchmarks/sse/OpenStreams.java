package org.cqrsjakarta.benchmarks.sse;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.benchmarks.sse.workload.Workload;

/**
 * CPU time for each event of streams that stay open: as fast as they can, or paced.
 *
 * @param words    of the table
 * @param workload what each client asks for
 * @param clients  how many there are at a time
 */
record OpenStreams(String words, Workload workload, int clients) implements Row {

    private static final long SETTLING_MILLIS = 200;
    private static final long ARRIVAL_MILLIS = 1_000;

    @Override
    public void warmUp(Way way, Duration time) throws IOException, InterruptedException {
        Load load = arrived(way);
        try (load) {
            Thread.sleep(time.toMillis());
        }
    }

    @Override
    public List<Sample> turn(Way way, Form form) throws IOException, InterruptedException {
        try (Load load = arrived(way)) {
            Thread.sleep(SETTLING_MILLIS);
            long cpu = way.server().cpuNanos();
            long events = load.events();
            long bytes = load.bytes();
            Thread.sleep(form.turn().toMillis());
            double spent = way.server().cpuNanos() - cpu;
            double got = load.events() - events;
            if (got == 0) {
                throw new IOException("No event came within " + form.turn());
            }
            return List.of(new Sample(spent / got, (load.bytes() - bytes) / got));
        }
    }

    /** Starts the clients, and waits until each has got an event, or for a while: some servers let clients wait. */
    Load arrived(Way way) throws IOException, InterruptedException {
        Load load = new Load(way, workload.query(), clients);
        long start = System.nanoTime();
        while (load.waiting() > 0) {
            if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(ARRIVAL_MILLIS)) {
                System.out.println(words + ", " + way.who() + ": " + load.waiting() + " of " + clients
                        + " clients got no event within " + ARRIVAL_MILLIS + " ms");
                break;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return load;
    }
}
