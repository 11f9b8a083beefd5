package org.cqrsjakarta.internal.inspector;

import jakarta.ws.rs.container.AsyncResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.cqrsjakarta.internal.circuit.CircuitFacts;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.telemetry.Telemetry;
import org.cqrsjakarta.internal.telemetry.TelemetryChain;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.cqrsjakarta.spi.Time;

/** The inspector's side of one application. */
public final class Inspector implements AutoCloseable {

    /** So long clients may take for the end. */
    static final Duration TO_END = Duration.ofSeconds(2);

    /** So long the server may take with those that were given up. */
    static final Duration TO_GET_OUT = Duration.ofSeconds(5);

    private final InspectorRules rules;
    private final String recorder;
    private final LiveResponses responses;
    private final FactRing ring;
    private final WallTime clock;
    private final ProgressWatch progress;
    private volatile List<GuardedCircuit> circuits = List.of();
    private final MessageWriter messages;
    private final Batches batches;
    private final Feed.Sources sources;
    private final Semaphore places;
    private final Set<OpenFeed> feeds = ConcurrentHashMap.newKeySet();
    private final Time time;
    private volatile boolean closed;

    /** A feed with its response. */
    private record OpenFeed(Feed feed, LiveResponses.Served response) {}

    /**
     * Begins to keep what is recorded.
     *
     * @param rules     bounds
     * @param recorder  an id that no other start of the application has: letters and digits
     * @param responses serve the feeds
     * @param runs      the streams that are open
     * @param time      the clock of streams
     * @param wall      tells once what time that is
     */
    public Inspector(
            InspectorRules rules,
            String recorder,
            LiveResponses responses,
            OpenRuns runs,
            Time time,
            InstantSource wall) {
        this.rules = rules;
        this.time = time;
        this.recorder = recorder;
        this.responses = responses;
        this.ring = new FactRing(rules.ring());
        this.clock = new WallTime(time, wall);
        this.progress = new ProgressWatch(runs, ring, clock, time);
        this.messages = new MessageWriter(clock);
        this.batches = new Batches(ring, messages);
        this.sources = new Feed.Sources(ring, runs, this::facts, batches, messages, time);
        this.places = new Semaphore(rules.maxFeeds());
    }

    /**
     * Puts the recorder before another one.
     *
     * @param next is told everything, after it
     */
    public Telemetry before(Telemetry next) {
        return TelemetryChain.of(new Recorder(ring, clock), next);
    }

    /** Shows these circuits from now on. */
    public void show(List<GuardedCircuit> shown) {
        circuits = List.copyOf(shown);
    }

    /**
     * Ends the feeds, and opens no other. Returns when they are over: their threads could load no further class of an
     * application that is gone. Those whose clients do not read are given up.
     */
    @Override
    public void close() {
        closed = true;
        if (feeds.isEmpty()) {
            // Without another class: what could not be deployed is stopped when its class loader is closed already.
            return;
        }
        List<OpenFeed> open = List.copyOf(feeds);
        open.forEach(one -> one.feed().close());
        CompletableFuture<Void> over = CompletableFuture.allOf(
                open.stream().map(one -> one.response().out()).toArray(CompletableFuture[]::new));
        if (!over.isDone()) {
            Time.Alarm givingUp = time.schedule(
                    TO_END, () -> open.forEach(one -> one.response().giveUp()));
            Time.Alarm leaving = time.schedule(TO_END.plus(TO_GET_OUT), () -> over.complete(null));
            over.join();
            givingUp.cancel();
            leaving.cancel();
        }
    }

    InspectorRules rules() {
        return rules;
    }

    /**
     * Opens a feed in a suspended response.
     *
     * @return whether there was a place for it
     */
    boolean open(AsyncResponse response, Form form, FeedCaller caller) {
        if (closed || !places.tryAcquire()) {
            return false;
        }
        Origin origin = new Origin(rules.node(), caller.application(), caller.server(), recorder);
        progress.begin();
        Runnable onEnd = () -> {
            progress.end();
            places.release();
        };
        Feed feed = new Feed(sources, form, origin, caller.operator(), Reached.parse(caller.lastEventId()), onEnd);
        try {
            var open = new OpenFeed(feed, responses.serve("cqrs-inspector-feed", response, form, feed));
            feeds.add(open);
            var unused = open.response().out().thenRun(() -> over(open));
        } catch (RuntimeException e) {
            // The server has no response to serve any more.
            onEnd.run();
            throw e;
        }
        if (closed) {
            feed.close();
        }
        return true;
    }

    private void over(OpenFeed open) {
        feeds.remove(open);
        if (feeds.isEmpty()) {
            batches.forget();
        }
    }

    byte[] circuits() {
        return messages.circuits(facts());
    }

    /**
     * Acts on a circuit.
     *
     * @return the circuit afterwards; nothing if there is none of this name
     */
    Optional<byte[]> act(String name, CircuitAction action, String user) {
        return circuits.stream()
                .filter(circuit -> circuit.name().equals(name))
                .findFirst()
                .map(circuit -> {
                    CircuitFacts before = circuit.facts();
                    action.applyTo(circuit);
                    CircuitFacts now = circuit.facts();
                    InspectorLog.LOG.acted(
                            user,
                            action.word(),
                            name,
                            before.state().name(),
                            before.control().name(),
                            now.state().name(),
                            now.control().name());
                    return messages.circuit(now);
                });
    }

    /** Names of all circuits, for a human. */
    String circuitNames() {
        return String.join(", ", circuits.stream().map(GuardedCircuit::name).toList());
    }

    private List<CircuitFacts> facts() {
        return circuits.stream().map(GuardedCircuit::facts).toList();
    }
}
