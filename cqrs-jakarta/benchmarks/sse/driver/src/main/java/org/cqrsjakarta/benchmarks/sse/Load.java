package org.cqrsjakarta.benchmarks.sse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Clients that read one way's stream at the same time, a thread for each, until it is closed. */
final class Load implements AutoCloseable {

    /** Longer than any turn: who is starved by others waits. */
    private static final int PATIENCE_MILLIS = 60_000;

    private static final long STACK = 256 * 1024L;

    private final List<EventReader> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    /** Starts so many. */
    Load(Way way, String query, int clients) throws IOException {
        try {
            for (int i = 0; i < clients; i++) {
                EventReader reader = way.open(query, PATIENCE_MILLIS);
                readers.add(reader);
                threads.add(Thread.ofPlatform()
                        .name("client-" + i)
                        .stackSize(STACK)
                        .daemon()
                        .start(() -> read(reader)));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void read(EventReader reader) {
        try (reader) {
            reader.read(Long.MAX_VALUE);
        } catch (IOException e) {
            if (!closing) {
                System.err.println("A client has ended: " + e);
            }
        }
    }

    /** What all of them have got so far. */
    long events() {
        return readers.stream().mapToLong(EventReader::events).sum();
    }

    long bytes() {
        return readers.stream().mapToLong(EventReader::bytes).sum();
    }

    /** How many of them have got nothing yet. */
    long waiting() {
        return readers.stream().filter(reader -> reader.events() == 0).count();
    }

    @Override
    public void close() {
        closing = true;
        readers.forEach(EventReader::close);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
