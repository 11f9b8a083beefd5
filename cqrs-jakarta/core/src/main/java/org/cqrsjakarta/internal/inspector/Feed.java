package org.cqrsjakarta.internal.inspector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.circuit.CircuitFacts;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.wire.Bell;
import org.cqrsjakarta.internal.wire.FrameBuffer;
import org.cqrsjakarta.internal.wire.Frames;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/** What one inspector is told, at its own pace: it reads what there is, and nobody waits for it. */
final class Feed implements Frames {

    static final Duration BETWEEN_BATCHES = Duration.ofMillis(34);
    static final Duration BETWEEN_CIRCUITS = Duration.ofMillis(250);
    static final Duration BETWEEN_SNAPSHOTS = Duration.ofSeconds(1);

    /**
     * What all feeds of an application share.
     *
     * @param ring     what has happened
     * @param runs     the streams that are open
     * @param circuits shows all of them, as they are
     * @param batches  the facts, as they are told
     * @param messages writes the rest
     * @param time     for the pauses
     */
    record Sources(
            FactRing ring,
            OpenRuns runs,
            Supplier<List<CircuitFacts>> circuits,
            Batches batches,
            MessageWriter messages,
            Time time) {}

    private final Sources sources;
    private final Form form;
    private final Origin origin;
    private final boolean operator;
    private final Consumer<Feed> onEnd;
    private final boolean resumed;
    private volatile boolean closed;
    private volatile @Nullable Bell bell;

    /** The response's thread's own, as all that follows. */
    private boolean greeted;

    private long roundNanos;
    private volatile Time.@Nullable Alarm nextRound;

    private long next;
    private List<CircuitFacts> toldCircuits = List.of();
    private long toldCircuitsNanos;
    private boolean owesSnapshot;
    private long snapshotNanos;

    /**
     * Prepares a feed.
     *
     * @param operator whether its client may act on circuits
     * @param reached  how far its client had come, if it has been here before
     * @param onEnd    told once when its response is over
     */
    Feed(Sources sources, Form form, Origin origin, boolean operator, Optional<Reached> reached, Consumer<Feed> onEnd) {
        this.sources = sources;
        this.form = form;
        this.origin = origin;
        this.operator = operator;
        this.onEnd = onEnd;
        long end = sources.ring().end();
        Optional<Reached> ours =
                reached.filter(client -> client.recorder().equals(origin.recorder()) && client.next() <= end);
        this.resumed = ours.isPresent();
        this.next = ours.map(Reached::next).orElse(end);
        long now = sources.time().nanos();
        this.toldCircuitsNanos = now - BETWEEN_CIRCUITS.toNanos();
        this.snapshotNanos = now - BETWEEN_SNAPSHOTS.toNanos();
    }

    @Override
    public void begin(Bell rung) {
        bell = rung;
    }

    @Override
    public Next take(FrameBuffer into) {
        if (!greeted) {
            greeted = true;
            greet(into);
        }
        if (!closed && isOver(BETWEEN_BATCHES, roundNanos)) {
            if (tellWhatIsNew(into)) {
                return Next.MORE;
            }
            roundNanos = sources.time().nanos();
        }
        return closed ? Next.END : Next.LATER;
    }

    private void greet(FrameBuffer into) {
        tell(into, "hello", sources.messages().hello(origin, operator, resumed));
        if (!resumed) {
            tellSnapshot(into);
        }
        roundNanos = sources.time().nanos() - BETWEEN_BATCHES.toNanos();
    }

    /** It tells once in a while, so whatever it waits for comes then. */
    @Override
    public boolean isShortOf(int bytes) {
        cancelNextRound();
        Bell waiting = bell;
        Duration left = BETWEEN_BATCHES.minusNanos(sources.time().nanos() - roundNanos);
        if (closed || waiting == null || !left.isPositive()) {
            return false;
        }
        nextRound = sources.time().schedule(left, waiting::ring);
        if (closed) {
            // It rings no more.
            cancelNextRound();
        }
        return !closed;
    }

    @Override
    public void over(boolean written) {
        close();
        cancelNextRound();
        onEnd.accept(this);
    }

    /** The feed ends after what it is just telling. Callable from any thread. */
    void close() {
        closed = true;
        Bell waiting = bell;
        if (waiting != null) {
            waiting.ring();
        }
    }

    private void cancelNextRound() {
        Time.Alarm alarm = nextRound;
        if (alarm != null) {
            alarm.cancel();
            nextRound = null;
        }
    }

    /** Whether there is more than there was room for. */
    private boolean tellWhatIsNew(FrameBuffer into) {
        do {
            tellBatch(into, sources.batches().after(next));
        } while (sources.batches().isWritten(next) && !into.isFull());
        if (sources.batches().isWritten(next)) {
            return true;
        }
        if (owesSnapshot && isOver(BETWEEN_SNAPSHOTS, snapshotNanos)) {
            tellSnapshot(into);
        } else if (isOver(BETWEEN_CIRCUITS, toldCircuitsNanos)) {
            tellCircuits(into);
        }
        return false;
    }

    private void tellBatch(FrameBuffer into, Batches.Told told) {
        next = told.next();
        if (told.lost() > 0) {
            tell(into, "lost", sources.messages().lost(told.lost()));
            owesSnapshot = true;
        }
        if (told.json() != null) {
            tell(into, "batch", reached(), told.json());
        }
    }

    private void tellSnapshot(FrameBuffer into) {
        List<CircuitFacts> circuits = sources.circuits().get();
        // With an id: whoever hears of nothing more for a while, since nothing happens, can go on from here.
        tell(into, "snapshot", reached(), sources.messages().snapshot(circuits, sources.runs()));
        owesSnapshot = false;
        snapshotNanos = sources.time().nanos();
        told(circuits);
    }

    private void tellCircuits(FrameBuffer into) {
        List<CircuitFacts> circuits = sources.circuits().get();
        if (!circuits.equals(toldCircuits)) {
            tell(into, "circuits", sources.messages().circuits(circuits));
        }
        told(circuits);
    }

    private void told(List<CircuitFacts> circuits) {
        toldCircuits = circuits;
        toldCircuitsNanos = sources.time().nanos();
    }

    private String reached() {
        return new Reached(origin.recorder(), next).id();
    }

    private void tell(FrameBuffer into, String name, byte[] json) {
        tell(into, name, null, json);
    }

    private void tell(FrameBuffer into, String name, @Nullable String id, byte[] json) {
        into.add(Framing.framed(form, name, id, json));
    }

    private boolean isOver(Duration pause, long sinceNanos) {
        return sources.time().nanos() - sinceNanos >= pause.toNanos();
    }
}
