package org.cqrsjakarta.internal.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.cqrsjakarta.telemetry.FirstItem;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;
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

    /**
     * How far the report has come. The end is the last thing that is told: whoever ends a stream while something is being
     * told leaves the end to who tells it, and afterwards nothing is told any more.
     *
     * <pre>
     *   NOTHING --start--&gt; TELLING --told--&gt; QUIET --end--&gt; ENDED
     *      |                 ^  |              |
     *      | end             |  +-- end: postponed, and told by who tells
     *      v                 +------ next -----+
     *   ENDED, unheard of
     * </pre>
     */
    private enum Told {
        NOTHING,
        TELLING,
        QUIET,
        ENDED
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
        return told.compareAndSet(Told.NOTHING, Told.TELLING);
    }

    void started(Class<?> request, String primary) {
        engine.telemetry().record(new StreamStarted(stream, request, primary));
        isTold();
    }

    void stepStarted(String handler) {
        var names = new ArrayList<>(steps);
        names.add(handler);
        steps = List.copyOf(names);
    }

    void firstItem(String handler) {
        tell(new FirstItem(stream, handler, sinceStart()));
    }

    void switchedOver(long position, String from, String to, Throwable cause) {
        if (!awaitsItem) {
            awaitsItem = true;
            leftNanos = engine.time().nanos();
        }
        tell(new SwitchedOver(stream, position, from, to, cause));
    }

    /** A handler gives an item. Has an effect for the first one after a switchover. */
    void item(long position, String handler) {
        if (awaitsItem) {
            awaitsItem = false;
            Duration gap = Duration.ofNanos(engine.time().nanos() - leftNanos);
            tell(new TookOver(stream, position, handler, gap));
        }
    }

    /** When it has started, by the engine's clock; 0 before. */
    long startNanos() {
        return told.get() == Told.NOTHING ? 0 : startNanos;
    }

    /** The stream has ended; a stream that never started is not reported. Called once. */
    void ended(long items, StreamEnded.End end, @Nullable Throwable failure) {
        if (told.compareAndSet(Told.NOTHING, Told.ENDED)) {
            return;
        }
        var event = new StreamEnded(stream, items, steps, end, sinceStart(), failure);
        postponed = event;
        if (told.getAndSet(Told.ENDED) == Told.QUIET) {
            engine.telemetry().record(event);
        }
    }

    /** Called by the consuming thread alone, so nothing else is being told but perhaps the end. */
    private void tell(TelemetryEvent event) {
        if (told.compareAndSet(Told.QUIET, Told.TELLING)) {
            engine.telemetry().record(event);
            isTold();
        }
    }

    private void isTold() {
        StreamEnded end = told.compareAndSet(Told.TELLING, Told.QUIET) ? null : postponed;
        if (end != null) {
            engine.telemetry().record(end);
        }
    }

    private Duration sinceStart() {
        return Duration.ofNanos(engine.time().nanos() - startNanos);
    }
}
