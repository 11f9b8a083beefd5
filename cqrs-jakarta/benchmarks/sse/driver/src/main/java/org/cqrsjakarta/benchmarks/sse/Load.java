package org.cqrsjakarta.benchmarks.sse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Clients that read one way's stream at the same time, a thread for each, until it is closed. */
final class Load implements AutoCloseable {

    private static final long STACK = 256 * 1024L;

    private final List<EventReader> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    /** Starts so many. */
    Load(Way way, String query, int clients) throws IOException {
        try {
            for (int i = 0; i < clients; i++) {
                EventReader reader = way.open(query);
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

    /** Whether one of them has got nothing yet. */
    boolean hasWaiting() {
        return readers.stream().anyMatch(reader -> reader.events() == 0);
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
