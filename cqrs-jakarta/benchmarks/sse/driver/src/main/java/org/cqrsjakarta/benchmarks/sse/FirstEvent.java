package org.cqrsjakarta.benchmarks.sse;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Time on the clock until a further client has its first event, from before it connects. A try is given up
 * after a second and counts as one; after three of those the turn is over.
 *
 * @param words of the table
 * @param load  who keeps the server busy meanwhile
 */
record FirstEvent(String words, OpenStreams load) implements Row {

    private static final int PATIENCE_MILLIS = 1_000;
    private static final int GIVEN_UP_AT_MOST = 3;
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
        Load busy = load.arrived(way);
        try (busy) {
            int givenUp = 0;
            for (int i = 0; i < form.tries() && givenUp < GIVEN_UP_AT_MOST; i++) {
                Sample sample = tried(way);
                samples.add(sample);
                givenUp += sample.bytes() == 0 ? 1 : 0;
                Thread.sleep(BETWEEN_TRIES_MILLIS);
            }
        }
        return samples;
    }

    private Sample tried(Way way) throws IOException {
        long start = System.nanoTime();
        try (EventReader reader = way.open(load.workload().query(), PATIENCE_MILLIS)) {
            reader.read(1);
            long took = System.nanoTime() - start;
            return new Sample(took, (double) reader.bytes() / reader.events());
        } catch (SocketTimeoutException givenUp) {
            return new Sample(TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS), 0);
        }
    }
}
