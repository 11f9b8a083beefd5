package org.cqrsjakarta.spi;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.CircuitStore.Lease;
import org.cqrsjakarta.spi.CircuitStore.Node;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Rules;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.cqrsjakarta.spi.CircuitStore.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a {@link CircuitStore} for one circuit, for stores that read a text, take one step, and write it back
 * if nobody has written meanwhile. A store that runs code of its own beside its data writes them again, and is held to them by
 * the test kit's {@code CircuitStoreContract}. Not thread-safe.
 */
public final class CircuitLedger {

    /** One more is possible, of a step from here: it can be answered, and is not there for the next. */
    static final long LARGEST_KEPT = CircuitStore.LARGEST_GENERATION / 2;

    private static final int NANOS = 1_000;
    private static final int MOST_GONE = 64;

    long generation;
    CircuitState state = CircuitState.CLOSED;
    long untilMicros;
    int successes;

    /** The last outcomes: of a failure the node, of a success nothing. */
    final Deque<String> window = new ArrayDeque<>();

    final Map<String, Seen> nodes = new TreeMap<>();

    /** What nodes have told of this generation that are not live; those that went first come first. */
    final LinkedHashMap<String, Long> gone = new LinkedHashMap<>();

    final Map<String, Held> leases = new TreeMap<>();

    /** A node: when it was seen, and what it has told of this generation. */
    static final class Seen {
        long atMicros;
        CircuitState shows = CircuitState.CLOSED;
        long told;
        boolean tripped;
    }

    /** A token: its place counts from when it was given, its vote from when it was renewed. */
    record Held(long givenMicros, long renewedMicros) {

        private boolean hasPlace(Rules rules, long now) {
            return now - givenMicros < StoreClock.micros(rules.lease());
        }
    }

    /** Creates that of a circuit nobody has told of. */
    public CircuitLedger() {}

    /**
     * Reads what {@link #text} has written.
     *
     * @param text {@code null} if there is none. One that cannot be read counts as none
     */
    public static CircuitLedger read(@Nullable String text) {
        return text == null ? new CircuitLedger() : LedgerText.read(text).orElseGet(CircuitLedger::new);
    }

    /** Everything, in one line of ASCII. */
    public String text() {
        return LedgerText.of(this);
    }

    /** Of the state; {@link CircuitStore.Listener listeners} are to be told when a step has changed it. */
    public long generation() {
        return generation;
    }

    /**
     * {@link CircuitStore#exchange}.
     *
     * @param report    of a node
     * @param nowMicros the store's clock: microseconds since any origin that stays, 0 or more, and of less than 150 years;
     *                  longer times of rules count as 100 years
     */
    public Shared exchange(Report report, long nowMicros) {
        take(report, nowMicros);
        return shared(nowMicros);
    }

    /**
     * {@link CircuitStore#lease}.
     *
     * @param report    of a node
     * @param number    of its call
     * @param nowMicros as for {@link #exchange}
     */
    public Lease lease(Report report, long number, long nowMicros) {
        take(report, nowMicros);
        Rules rules = report.rules();
        if (state == CircuitState.OPEN && nowMicros >= untilMicros) {
            enter(CircuitState.HALF_OPEN, generation + 1);
        }
        if (state != CircuitState.HALF_OPEN) {
            return new Lease(Optional.empty(), shared(nowMicros));
        }
        String token = generation + "." + report.node() + "." + number;
        Held own = leases.get(token);
        boolean given = own != null && own.hasPlace(rules, nowMicros);
        if (!given && taken(rules, nowMicros) < rules.successes() - successes) {
            leases.put(token, new Held(nowMicros, nowMicros));
            given = true;
        }
        return new Lease(given ? Optional.of(token) : Optional.empty(), shared(nowMicros));
    }

    private long taken(Rules rules, long now) {
        return leases.values().stream()
                .filter(held -> held.hasPlace(rules, now))
                .count();
    }

    /**
     * {@link CircuitStore#settle}.
     *
     * @param report    of a node
     * @param token     of a probe
     * @param verdict   on it
     * @param nowMicros as for {@link #exchange}
     */
    public Shared settle(Report report, String token, Verdict verdict, long nowMicros) {
        take(report, nowMicros);
        if (leases.remove(token) != null) {
            vote(report.rules(), verdict, nowMicros);
        }
        return shared(nowMicros);
    }

    private void vote(Rules rules, Verdict verdict, long now) {
        switch (verdict) {
            case SUCCEEDED -> {
                successes++;
                closeIfEnough(rules);
            }
            case FAILED -> open(rules.delay(), now);
            case IGNORED -> {}
        }
    }

    private void closeIfEnough(Rules rules) {
        if (state == CircuitState.HALF_OPEN && successes >= rules.successes()) {
            enter(CircuitState.CLOSED, generation + 1);
        }
    }

    private void take(Report report, long now) {
        Rules rules = report.rules();
        forget(rules, now);
        Seen node = nodes.computeIfAbsent(report.node(), this::back);
        node.atMicros = now;
        node.shows = report.shows();
        if (report.generation() > generation && report.generation() <= LARGEST_KEPT) {
            restore(report, now);
        }
        // The rules may ask for fewer than they did when the last probe was settled.
        closeIfEnough(rules);
        if (report.generation() != generation) {
            return;
        }
        if (report.reset()) {
            enter(CircuitState.CLOSED, generation + 1);
            return;
        }
        node.tripped = report.tripped();
        if (state == CircuitState.CLOSED) {
            count(report, node, now);
        }
        report.probes()
                .forEach(token -> leases.computeIfPresent(token, (same, held) -> new Held(held.givenMicros, now)));
    }

    /** What is over, by a clock that may have been set back: nothing is later than now, or further away than it can be. */
    private void forget(Rules rules, long now) {
        long delay = StoreClock.micros(rules.delay());
        if (untilMicros - now > delay) {
            untilMicros = now + delay;
        }
        nodes.values().forEach(node -> node.atMicros = Math.min(node.atMicros, now));
        forgetNodes(StoreClock.micros(rules.nodeTimeout()), now);
        leases.replaceAll(
                (token, held) -> new Held(Math.min(held.givenMicros, now), Math.min(held.renewedMicros, now)));
        leases.values().removeIf(held -> now - held.renewedMicros >= StoreClock.micros(rules.lease()));
    }

    /** Not what they have told: the same report may come again. */
    private void forgetNodes(long timeout, long now) {
        for (Iterator<Map.Entry<String, Seen>> all = nodes.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Seen> node = all.next();
            if (now - node.getValue().atMicros >= timeout) {
                all.remove();
                if (node.getValue().told > 0) {
                    gone.put(node.getKey(), node.getValue().told);
                }
            }
        }
        while (gone.size() > MOST_GONE) {
            gone.pollFirstEntry();
        }
    }

    private Seen back(String id) {
        Seen node = new Seen();
        Long told = gone.remove(id);
        node.told = told == null ? 0 : told;
        return node;
    }

    /** Leases of a HALF_OPEN that was lost cannot be told from new ones, but by their generation. */
    private void restore(Report report, long now) {
        boolean halfOpen = report.state() == CircuitState.HALF_OPEN;
        enter(halfOpen ? CircuitState.OPEN : report.state(), report.generation() + (halfOpen ? 1 : 0));
        Duration most = report.rules().delay();
        Duration remaining = report.remaining().compareTo(most) < 0 ? report.remaining() : most;
        untilMicros = now + (halfOpen ? 0 : StoreClock.micros(remaining));
    }

    private void count(Report report, Seen node, long now) {
        Rules rules = report.rules();
        String latest = report.latest();
        long unknown = Math.clamp(report.outcomes() - node.told, 0, latest.length());
        node.told = Math.max(node.told, report.outcomes());
        boolean opens = trips(rules);
        for (int at = latest.length() - (int) unknown; at < latest.length() && !opens; at++) {
            window.addLast(latest.charAt(at) == 'F' ? report.node() : "");
            while (window.size() > rules.volume()) {
                window.removeFirst();
            }
            opens = isBad(rules);
        }
        if (opens) {
            open(rules.delay(), now);
        }
    }

    private boolean trips(Rules rules) {
        return nodes.values().stream().filter(node -> node.tripped).count() >= rules.quorumOf(nodes.size());
    }

    private boolean isBad(Rules rules) {
        List<String> failures =
                window.stream().filter(failed -> !failed.isEmpty()).toList();
        return window.size() == rules.volume()
                && failures.size() >= rules.failures()
                && failures.stream().distinct().count() >= rules.quorumOf(nodes.size());
    }

    private void open(Duration delay, long now) {
        enter(CircuitState.OPEN, generation + 1);
        untilMicros = now + StoreClock.micros(delay);
    }

    private void enter(CircuitState next, long of) {
        state = next;
        generation = of;
        untilMicros = 0;
        successes = 0;
        window.clear();
        leases.clear();
        gone.clear();
        nodes.values().forEach(node -> {
            node.told = 0;
            node.tripped = false;
        });
    }

    private Shared shared(long now) {
        long remaining = state == CircuitState.OPEN ? Math.max(0, untilMicros - now) : 0;
        return new Shared(
                generation,
                state,
                Duration.ofNanos(remaining * NANOS),
                nodes.entrySet().stream()
                        .map(node -> new Node(node.getKey(), node.getValue().shows))
                        .toList());
    }
}
