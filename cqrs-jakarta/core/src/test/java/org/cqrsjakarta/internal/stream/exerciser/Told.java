package org.cqrsjakarta.internal.stream.exerciser;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.cqrsjakarta.telemetry.FirstItem;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.cqrsjakarta.telemetry.TookOver;

/** What is told of each stream, in order. */
final class Told {

    private final Map<String, List<TelemetryEvent>> events = new ConcurrentHashMap<>();

    void add(TelemetryEvent event) {
        String stream = switch (event) {
            case StreamStarted started -> started.stream();
            case FirstItem first -> first.stream();
            case SwitchedOver switched -> switched.stream();
            case TookOver tookOver -> tookOver.stream();
            case StreamEnded ended -> ended.stream();
            default -> throw new IllegalStateException("not of a stream: " + event);
        };
        events.computeIfAbsent(stream, any -> new CopyOnWriteArrayList<>()).add(event);
    }

    /** How a stream has ended; {@code null} if nothing was told of that. */
    StreamEnded.End endOf(ExercisedStream stream) {
        return events.getOrDefault(stream.id(), List.of()).stream()
                .filter(StreamEnded.class::isInstance)
                .map(event -> ((StreamEnded) event).end())
                .findFirst()
                .orElse(null);
    }

    void forEach(BiConsumer<String, List<TelemetryEvent>> action) {
        events.forEach(action);
    }
}
