package org.cqrsjakarta.internal.inspector;

import jakarta.ws.rs.container.AsyncResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cqrsjakarta.internal.circuit.CircuitFacts;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.stream.OpenRuns;
import org.cqrsjakarta.internal.telemetry.Telemetry;
import org.cqrsjakarta.internal.telemetry.TelemetryChain;
import org.cqrsjakarta.internal.wire.LiveResponses;
import org.cqrsjakarta.internal.wire.LiveResponses.Form;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/** The inspector's side of one application. */
public final class Inspector implements AutoCloseable {

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
    private final FeedPlaces places;
    private final Set<Feed> feeds = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

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
        this.recorder = recorder;
        this.responses = responses;
        this.ring = new FactRing(rules.ring());
        this.clock = new WallTime(time, wall);
        this.progress = new ProgressWatch(runs, ring, clock, time);
        this.messages = new MessageWriter(clock);
        this.batches = new Batches(ring, messages);
        this.sources = new Feed.Sources(ring, runs, this::facts, batches, messages, time);
        this.places = new FeedPlaces(rules.maxFeeds(), rules.maxFeedsOfUser());
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

    /** Has the feeds end, and opens no other. Their responses are waited for with all others. */
    @Override
    public void close() {
        closed = true;
        if (!feeds.isEmpty()) {
            // Else without another class: what could not be deployed is stopped when its class loader is closed
            // already.
            feeds.forEach(Feed::close);
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
    FeedPlaces.Answer open(AsyncResponse response, Form form, FeedCaller caller) {
        if (closed) {
            return FeedPlaces.Answer.NONE;
        }
        FeedPlaces.Answer place = places.take(caller.user(), caller.operator());
        if (place != FeedPlaces.Answer.TAKEN) {
            return place;
        }
        Origin origin = new Origin(rules.node(), caller.application(), caller.server(), recorder);
        progress.begin();
        Feed feed = new Feed(
                sources,
                form,
                origin,
                caller.operator(),
                Reached.parse(caller.lastEventId()),
                over -> over(over, caller.user()));
        feeds.add(feed);
        try {
            var unused = responses.serve("cqrs-inspector-feed", response, form, feed);
        } catch (RuntimeException | Error e) {
            // The server has no response to serve any more, or there is no thread.
            over(feed, caller.user());
            throw e;
        }
        if (closed) {
            feed.close();
        }
        return place;
    }

    private void over(Feed feed, @Nullable String user) {
        if (!feeds.remove(feed)) {
            // The server says so, too, of a response that could not be served.
            return;
        }
        progress.end();
        places.giveBack(user);
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
