package org.cqrsjakarta.internal.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.cqrsjakarta.telemetry.FirstItem;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TookOver;
import org.jspecify.annotations.Nullable;

/** What one stream reports to telemetry. Written by the pulling thread; the thread that closes may report the end. */
final class StreamRecord {

    private final StreamEngine engine;
    private final String stream;
    private volatile List<String> steps = List.of();
    private long startNanos;

    /** The pulling thread's own: whether the stream has left a handler, and no other has given an item since. */
    private boolean awaitsItem;

    private long leftNanos;

    /** How far the report has come: whoever ends a stream whose start is just being told leaves the end to who tells it. */
    private enum Told {
        NOTHING,
        STARTING,
        START,
        END
    }

    /** Written after the start time, so that whoever sees it sees that, too. */
    private final AtomicReference<Told> told = new AtomicReference<>(Told.NOTHING);

    private volatile @Nullable StreamEnded postponed;

    StreamRecord(StreamEngine engine, String stream) {
        this.engine = engine;
        this.stream = stream;
    }

    /** Names of the handlers that were started, in order. */
    List<String> steps() {
        return steps;
    }

    /** The first item is asked for. Only the first call answers {@code true}, and {@link #started} is to follow. */
    boolean start() {
        if (told.get() != Told.NOTHING) {
            return false;
        }
        startNanos = engine.time().nanos();
        return told.compareAndSet(Told.NOTHING, Told.STARTING);
    }

    void started(Class<?> request, String primary) {
        engine.telemetry().record(new StreamStarted(stream, request, primary));
        StreamEnded end = told.compareAndSet(Told.STARTING, Told.START) ? null : postponed;
        if (end != null) {
            engine.telemetry().record(end);
        }
    }

    void stepStarted(String handler) {
        var names = new ArrayList<>(steps);
        names.add(handler);
        steps = List.copyOf(names);
    }

    void firstItem(String handler) {
        engine.telemetry().record(new FirstItem(stream, handler, sinceStart()));
    }

    void switchedOver(long position, String from, String to, Throwable cause) {
        if (!awaitsItem) {
            awaitsItem = true;
            leftNanos = engine.time().nanos();
        }
        engine.telemetry().record(new SwitchedOver(stream, position, from, to, cause));
    }

    /** A handler gives an item. Has an effect for the first one after a switchover. */
    void item(long position, String handler) {
        if (awaitsItem) {
            awaitsItem = false;
            Duration gap = Duration.ofNanos(engine.time().nanos() - leftNanos);
            engine.telemetry().record(new TookOver(stream, position, handler, gap));
        }
    }

    /** When it has started, by the engine's clock; 0 before. */
    long startNanos() {
        return told.get() == Told.NOTHING ? 0 : startNanos;
    }

    /** The stream has ended; a stream that never started is not reported. Called once. */
    void ended(long items, StreamEnded.End end, @Nullable Throwable failure) {
        if (told.compareAndSet(Told.NOTHING, Told.END)) {
            return;
        }
        var event = new StreamEnded(stream, items, steps, end, sinceStart(), failure);
        postponed = event;
        if (!told.compareAndSet(Told.STARTING, Told.END)) {
            engine.telemetry().record(event);
        }
    }

    private Duration sinceStart() {
        return Duration.ofNanos(engine.time().nanos() - startNanos);
    }
}
