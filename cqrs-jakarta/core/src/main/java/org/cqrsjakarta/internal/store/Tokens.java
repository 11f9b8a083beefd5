package org.cqrsjakarta.internal.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cqrsjakarta.spi.CircuitStore.Verdict;

/** The probes of one generation that have a place among all nodes. Not thread-safe. */
final class Tokens {

    private final Map<String, Long> running = new HashMap<>();
    private final Map<String, Vote> untold = new LinkedHashMap<>();
    private final Deque<Spare> spares = new ArrayDeque<>();

    /**
     * What is still to be told.
     *
     * @param verdict   on the probe
     * @param isCounted whether this node has counted it for itself
     */
    private record Vote(Verdict verdict, boolean isCounted) {}

    /**
     * What is to be told.
     *
     * @param token   of the probe
     * @param verdict on it
     */
    record Told(String token, Verdict verdict) {}

    /**
     * A place that no stream waits for any more.
     *
     * @param token      of it
     * @param sinceNanos when it was asked for
     */
    record Spare(String token, long sinceNanos) {}

    /** A place that came too late is the next stream's. */
    void keep(Spare spare) {
        spares.add(spare);
    }

    /** A place that lasts still, for whoever asks first. */
    Optional<Spare> spare(long nanos, long leaseNanos) {
        spares.removeIf(spare -> nanos - spare.sinceNanos() >= leaseNanos);
        return Optional.ofNullable(spares.poll());
    }

    /** This node needs them no more, and others may. */
    void giveBackSpares() {
        spares.forEach(spare -> giveBack(spare.token()));
        spares.clear();
    }

    void runs(String token, long nanos) {
        running.put(token, nanos);
    }

    /** How many hold their place still. */
    long places(long nanos, long leaseNanos) {
        return running.values().stream()
                .filter(since -> nanos - since < leaseNanos)
                .count();
    }

    List<String> running() {
        return List.copyOf(running.keySet());
    }

    /** A probe has ended; of one that does not run there is nothing to be told. */
    void settle(String token, Verdict verdict, boolean isCounted) {
        if (running.remove(token) != null) {
            untold.put(token, new Vote(verdict, isCounted));
        }
    }

    /** A place is not wanted. */
    void giveBack(String token) {
        untold.put(token, new Vote(Verdict.IGNORED, true));
    }

    Optional<Told> next() {
        return untold.entrySet().stream()
                .findFirst()
                .map(vote -> new Told(vote.getKey(), vote.getValue().verdict()));
    }

    void told(String token) {
        untold.remove(token);
    }

    /** Each vote that only the others were to count. */
    void countOwn(Consumer<Verdict> each) {
        for (Map.Entry<String, Vote> vote : untold.entrySet()) {
            Verdict verdict = vote.getValue().verdict();
            if (!vote.getValue().isCounted()) {
                vote.setValue(new Vote(verdict, true));
                each.accept(verdict);
            }
        }
    }

    void clear() {
        running.clear();
        untold.clear();
        spares.clear();
    }
}
