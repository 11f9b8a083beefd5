package org.cqrsjakarta.jdbc;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.spi.StreamStore.Reading;
import org.cqrsjakarta.spi.StreamStore.Stream;

/** Streams that the nodes of this process listen to, by this process's clock: what they ask the database for. Thread-safe. */
final class Listened {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** When they are over, in nanoseconds. */
    private final Map<Node, Map<String, Long>> ends = new ConcurrentHashMap<>();

    private record Node(String namespace, String id) {}

    /** What a node says to the store. */
    void hear(Stream stream, Reading reading) {
        Map<String, Long> keys =
                ends.computeIfAbsent(new Node(stream.namespace(), reading.node()), first -> new ConcurrentHashMap<>());
        if (reading.listen().isZero()) {
            keys.remove(stream.key());
        } else {
            Duration listen = reading.listen().compareTo(LONGEST) < 0 ? reading.listen() : LONGEST;
            keys.put(stream.key(), System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(listen.toMillis()));
        }
    }

    /** Keys of streams that a node listens to. */
    Set<String> keys(String namespace, String node) {
        Map<String, Long> keys = ends.getOrDefault(new Node(namespace, node), Map.of());
        long now = System.nanoTime();
        keys.values().removeIf(end -> now - end >= 0);
        return Set.copyOf(keys.keySet());
    }
}
