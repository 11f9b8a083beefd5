package org.cqrsjakarta.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;

/** What an application has told its observers, in order. Callable from any thread. */
final class Recorder {

    private final List<Observed> observed = new ArrayList<>();

    private record Observed(Thread thread, Object event) {}

    synchronized void add(Object event) {
        observed.add(new Observed(Thread.currentThread(), event));
    }

    synchronized int size() {
        return observed.size();
    }

    <T> List<T> all(Class<T> type) {
        return since(0, event -> true).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    List<Object> domainEvents() {
        return since(0, event -> !(event.event() instanceof TelemetryEvent));
    }

    /** The switchovers of the stream that this thread has pulled since the mark. */
    List<SwitchedOver> switchoversSince(int mark) {
        List<Object> own = since(mark, event -> event.thread() == Thread.currentThread());
        return own.stream()
                .filter(StreamStarted.class::isInstance)
                .map(StreamStarted.class::cast)
                .findFirst()
                .map(started -> own.stream()
                        .filter(SwitchedOver.class::isInstance)
                        .map(SwitchedOver.class::cast)
                        .filter(event -> event.stream().equals(started.stream()))
                        .toList())
                .orElse(List.of());
    }

    private synchronized List<Object> since(int mark, Predicate<Observed> wanted) {
        return observed.subList(mark, observed.size()).stream()
                .filter(wanted)
                .map(Observed::event)
                .toList();
    }
}
