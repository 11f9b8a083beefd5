package org.cqrsjakarta.internal.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.telemetry.FirstItem;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.cqrsjakarta.telemetry.TookOver;
import org.jspecify.annotations.Nullable;

/** What one stream reports to telemetry. Written by the pulling thread; the thread that closes may report the end. */
final class StreamRecord {

    private static final AtomicReferenceFieldUpdater<StreamRecord, Told> TOLD =
            AtomicReferenceFieldUpdater.newUpdater(StreamRecord.class, Told.class, "told");

    private final StepEnvironment around;
    private volatile List<String> steps = List.of();
    private long startNanos;

    /** The consuming thread's own, as the next two: whether the next item is worth a word. */
    private boolean awaitsItem = true;

    /** Whether the stream has left a handler, and no other has given an item since. */
    private boolean isLeft;

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
    private volatile Told told = Told.NOTHING;

    private volatile @Nullable StreamEnded postponed;

    StreamRecord(StepEnvironment around) {
        this.around = around;
    }

    /** Names of the handlers that were started, in order. */
    List<String> steps() {
        return steps;
    }

    /** The first item is asked for. Only the first call answers {@code true}, and {@link #started} is to follow. */
    boolean start() {
        if (told != Told.NOTHING) {
            return false;
        }
        startNanos = around.engine().time().nanos();
        return TOLD.compareAndSet(this, Told.NOTHING, Told.TELLING);
    }

    void started(Class<?> request, String primary) {
        if (hears(StreamStarted.class)) {
            around.engine().telemetry().record(new StreamStarted(around.stream(), request, primary));
        }
        isTold();
    }

    void stepStarted(Step<?> step) {
        List<String> before = steps;
        if (before.isEmpty()) {
            steps = step.nameAlone();
        } else if (before.size() == 1) {
            steps = List.of(before.getFirst(), step.name());
        } else {
            var names = new ArrayList<>(before);
            names.add(step.name());
            steps = List.copyOf(names);
        }
    }

    void switchedOver(long position, String from, String to, Throwable cause) {
        if (!isLeft) {
            isLeft = true;
            leftNanos = hears(TookOver.class) ? around.engine().time().nanos() : 0;
        }
        awaitsItem = true;
        if (hears(SwitchedOver.class)) {
            tell(new SwitchedOver(around.stream(), position, from, to, cause));
        }
    }

    /** Whether the next item is to be told: the first of the stream, and of each handler that takes over. */
    boolean awaitsItem() {
        return awaitsItem;
    }

    /**
     * A handler gives an item that is awaited.
     *
     * @param position of the item
     * @param isFirst  whether it is the first that is delivered
     * @param handler  that gives it
     */
    void item(long position, boolean isFirst, String handler) {
        awaitsItem = false;
        if (isFirst && hears(FirstItem.class)) {
            tell(new FirstItem(around.stream(), handler, sinceStart()));
        }
        if (isLeft) {
            isLeft = false;
            if (hears(TookOver.class)) {
                Duration gap = Duration.ofNanos(around.engine().time().nanos() - leftNanos);
                tell(new TookOver(around.stream(), position, handler, gap));
            }
        }
    }

    /** When it has started, by the engine's clock; 0 before. */
    long startNanos() {
        return told == Told.NOTHING ? 0 : startNanos;
    }

    /** The stream has ended; a stream that never started is not reported. Called once. */
    void ended(long items, StreamEnded.End end, @Nullable Throwable failure) {
        if (TOLD.compareAndSet(this, Told.NOTHING, Told.ENDED)) {
            return;
        }
        StreamEnded event = hears(StreamEnded.class)
                ? new StreamEnded(around.stream(), items, steps, end, sinceStart(), failure)
                : null;
        postponed = event;
        if (TOLD.getAndSet(this, Told.ENDED) == Told.QUIET && event != null) {
            around.engine().telemetry().record(event);
        }
    }

    private boolean hears(Class<? extends TelemetryEvent> type) {
        return around.engine().telemetry().hears(type);
    }

    /** Called by the consuming thread alone, so nothing else is being told but perhaps the end. */
    private void tell(TelemetryEvent event) {
        if (TOLD.compareAndSet(this, Told.QUIET, Told.TELLING)) {
            around.engine().telemetry().record(event);
            isTold();
        }
    }

    private void isTold() {
        StreamEnded end = TOLD.compareAndSet(this, Told.TELLING, Told.QUIET) ? null : postponed;
        if (end != null) {
            around.engine().telemetry().record(end);
        }
    }

    private Duration sinceStart() {
        return Duration.ofNanos(around.engine().time().nanos() - startNanos);
    }
}
