package org.cqrsjakarta.benchmarks.sse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Time on the clock until a further client has its first event, from before it connects.
 *
 * @param words of the table
 * @param load  who keeps the server busy meanwhile
 */
record FirstEvent(String words, OpenStreams load) implements Row {

    private static final long BETWEEN_TRIES_MILLIS = 20;

    @Override
    public boolean isCpuTime() {
        return false;
    }

    @Override
    public void warmUp(Way way, Duration time) throws IOException, InterruptedException {
        load.warmUp(way, time);
    }

    @Override
    public List<Sample> turn(Way way, Form form) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        try (Load busy = load.arrived(way)) {
            for (int i = 0; i < form.tries(); i++) {
                samples.add(tried(way));
                Thread.sleep(BETWEEN_TRIES_MILLIS);
            }
        }
        return samples;
    }

    private Sample tried(Way way) throws IOException {
        long start = System.nanoTime();
        try (EventReader reader = way.open(load.workload().query())) {
            reader.read(1);
            long took = System.nanoTime() - start;
            return new Sample(took, (double) reader.bytes() / reader.events());
        }
    }
}
