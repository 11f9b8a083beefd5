package org.cqrsjakarta.internal.inspector;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.circuit.CircuitFacts;
import org.cqrsjakarta.internal.sse.LiveResponses;
import org.cqrsjakarta.internal.sse.LiveResponses.Client;
import org.cqrsjakarta.internal.sse.LiveResponses.Form;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/** What one inspector is told, at its own pace: it reads what there is, and nobody waits for it. */
final class Feed implements LiveResponses.Body {

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
    private final CountDownLatch closed = new CountDownLatch(1);
    private final boolean resumed;

    private long next;
    private List<CircuitFacts> toldCircuits = List.of();
    private long toldCircuitsNanos;
    private boolean owesSnapshot;
    private long snapshotNanos;
    private volatile @Nullable CountDownLatch pause;

    /**
     * Prepares a feed.
     *
     * @param operator whether its client may act on circuits
     * @param reached  how far its client had come, if it has been here before
     */
    Feed(Sources sources, Form form, Origin origin, boolean operator, Optional<Reached> reached) {
        this.sources = sources;
        this.form = form;
        this.origin = origin;
        this.operator = operator;
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
    public void writeTo(Client client) throws IOException {
        tell(client, "hello", sources.messages().hello(origin, operator, resumed));
        if (!resumed) {
            tellSnapshot(client);
        }
        while (!isClosed() && !client.isGone()) {
            tellWhatIsNew(client);
            try {
                pause();
            } catch (InterruptedException e) {
                // The server wants its thread back.
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The feed ends after what it is just telling. Callable from any thread. */
    void close() {
        closed.countDown();
        CountDownLatch waiting = pause;
        if (waiting != null) {
            waiting.countDown();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void tellWhatIsNew(Client client) throws IOException {
        do {
            tellBatch(client, sources.batches().after(next));
        } while (sources.batches().isWritten(next));
        if (owesSnapshot && isOver(BETWEEN_SNAPSHOTS, snapshotNanos)) {
            tellSnapshot(client);
        } else if (isOver(BETWEEN_CIRCUITS, toldCircuitsNanos)) {
            tellCircuits(client);
        }
    }

    private void tellBatch(Client client, Batches.Told told) throws IOException {
        next = told.next();
        if (told.lost() > 0) {
            tell(client, "lost", sources.messages().lost(told.lost()));
            owesSnapshot = true;
        }
        if (told.json() != null) {
            tell(client, "batch", reached(), told.json());
        }
    }

    private void tellSnapshot(Client client) throws IOException {
        List<CircuitFacts> circuits = sources.circuits().get();
        // With an id: whoever hears of nothing more for a while, since nothing happens, can go on from here.
        tell(client, "snapshot", reached(), sources.messages().snapshot(circuits, sources.runs()));
        owesSnapshot = false;
        snapshotNanos = sources.time().nanos();
        told(circuits);
    }

    private void tellCircuits(Client client) throws IOException {
        List<CircuitFacts> circuits = sources.circuits().get();
        if (!circuits.equals(toldCircuits)) {
            tell(client, "circuits", sources.messages().circuits(circuits));
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

    private void tell(Client client, String name, byte[] json) throws IOException {
        tell(client, name, null, json);
    }

    private void tell(Client client, String name, @Nullable String id, byte[] json) throws IOException {
        client.write(Framing.framed(form, name, id, json));
    }

    private boolean isOver(Duration pause, long sinceNanos) {
        return sources.time().nanos() - sinceNanos >= pause.toNanos();
    }

    private void pause() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        pause = over;
        if (isClosed()) {
            return;
        }
        Time.Alarm alarm = sources.time().schedule(BETWEEN_BATCHES, over::countDown);
        try {
            over.await();
        } finally {
            alarm.cancel();
        }
    }
}
