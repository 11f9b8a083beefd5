package org.cqrsjakarta.internal.store;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.internal.circuit.CircuitFacts;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.circuit.Sharing;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.cqrsjakarta.spi.CircuitStore.Verdict;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * One node's side of a circuit that all nodes share.
 *
 * <pre>
 *               a call fails, or is too late
 *    TOGETHER ------------------------------&gt; DOUBTFUL   for cqrs.store.timeout: nobody on trial
 *     |    ^                                     |   |
 *     |    |   any answer; after a lease that    |   v
 *     |    +-- failed, only a lease in time -----+- APART   the node's own circuit, from the last state on
 *     |
 *     +-- TRIPPED: the node's own window has opened it, and the others are CLOSED: its own circuit, until that closes,
 *         or all are OPEN
 * </pre>
 *
 * TOGETHER, the circuit is brought wherever the others are: its own delay is only an alarm, HALF_OPEN is decided by the store.
 * On return the store's state wins; a node that has tripped meanwhile stays open while the others are CLOSED, and says so.
 * CLOSED and OPEN never ask anybody. Its fields are guarded by the circuit's lock, under which nothing waits.
 */
final class SharedCircuit implements Sharing, AutoCloseable {

    private final GuardedCircuit circuit;
    private final CircuitStore.Rules rules;
    private final Link link;
    private final Time time;
    private final Turn turn;
    private final Untold untold;
    private final Tokens tokens = new Tokens();
    private final Leasing leasing;

    private Shared known = new Shared(0, CircuitState.CLOSED, Duration.ZERO, List.of());
    private long knownNanos;
    private boolean together;
    private long apartNanos;
    private boolean tripped;

    /** When an operator has reset it, and all others are to be told still. */
    private @Nullable Long resetNanos;

    private volatile boolean isUrgent;

    /**
     * Creates the side of one node, which shares nothing yet.
     *
     * @param circuit its own
     * @param rules   by which it is shared
     * @param link    to the store
     */
    SharedCircuit(GuardedCircuit circuit, CircuitStore.Rules rules, Link link) {
        this.circuit = circuit;
        this.rules = rules;
        this.link = link;
        this.time = link.time();
        CircuitStore.Circuit id = new CircuitStore.Circuit(link.namespace(), circuit.name());
        this.untold = new Untold(rules.volume());
        this.leasing = new Leasing(this, circuit, id, rules, link, tokens);
        Exchanges exchanges = new Exchanges(this, circuit, id, link.store(), tokens, leasing);
        this.turn = new Turn(exchanges::tell, this::isOverdue, link.calls(), time, rules.nodeTimeout());
        long now = time.nanos();
        this.knownNanos = now;
        // Nobody has been asked yet, and nothing is wrong.
        this.apartNanos = now - timeoutNanos();
    }

    /** Asks what the others know, in the background. */
    void refresh() {
        turn.soon();
    }

    @Override
    public @Nullable Permit admitProbe() {
        return leasing.admitProbe();
    }

    /** How a stream on trial is decided about; under the lock. */
    Trial trial() {
        if (together && !tripped) {
            return Trial.BY_ALL;
        }
        boolean isApart = tripped || time.nanos() - apartNanos >= timeoutNanos();
        return isApart ? Trial.BY_ITSELF : Trial.NONE;
    }

    /** Known here; under the lock. */
    long generation() {
        return known.generation();
    }

    @Override
    public void counted(boolean failure) {
        if (known.state() == CircuitState.CLOSED && !tripped) {
            untold.add(failure);
            if (failure) {
                isUrgent = true;
            }
        }
    }

    @Override
    public boolean counts(@Nullable String token, Outcome outcome) {
        boolean isOwn = !together || tripped;
        if (token != null) {
            tokens.settle(token, Verdict.valueOf(outcome.name()), isOwn);
            isUrgent = true;
        }
        return isOwn;
    }

    @Override
    public void moved(CircuitState from, CircuitState to) {
        if (to == CircuitState.CLOSED) {
            tripped = false;
            tokens.giveBackSpares();
            isUrgent = true;
        } else if (from == CircuitState.CLOSED) {
            tripped = true;
            isUrgent = true;
        }
    }

    @Override
    public void reset() {
        tripped = false;
        resetNanos = time.nanos();
        isUrgent = true;
    }

    @Override
    public void tell() {
        if (isUrgent) {
            isUrgent = false;
            turn.soon();
        }
    }

    @Override
    public CircuitFacts.Nodes nodes() {
        var live = new TreeMap<String, CircuitState>();
        known.nodes().forEach(node -> live.put(node.id(), node.shows()));
        return new CircuitFacts.Nodes(link.node(), together, tripped, live);
    }

    /** What there is to be told; under the lock. */
    Report report() {
        return new Report(
                link.node(),
                rules,
                known.generation(),
                known.state(),
                remaining(),
                circuit.state(),
                tripped,
                untold.counted(),
                untold.latest(),
                tokens.running(),
                wantsReset());
    }

    private Duration remaining() {
        Duration left = atMostTheDelay(known.remaining()).minusNanos(time.nanos() - knownNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Duration atMostTheDelay(Duration remaining) {
        return remaining.compareTo(rules.delay()) < 0 ? remaining : rules.delay();
    }

    /** Goes where the others are. */
    void follow(Report sent, Shared answer) {
        if (locked(() -> isTogetherAfter(sent, answer))) {
            link.outage().ends(circuit.name());
        }
    }

    private boolean isTogetherAfter(Report sent, Shared answer) {
        boolean returns = !together;
        boolean othersAreClosed = answer.state() == CircuitState.CLOSED;
        boolean isOvertaken = answer.generation() < known.generation();
        if (othersAreClosed && !isOvertaken) {
            // Nobody needs places.
            leasing.works();
        }
        together = !leasing.fails();
        if (isOvertaken) {
            return together;
        }
        boolean isNew = answer.generation() > known.generation();
        if (isNew) {
            untold.clear();
            tokens.clear();
            leasing.begin();
        } else if (sent.generation() == answer.generation()) {
            untold.confirm(sent.outcomes());
        }
        tripped = tripped && othersAreClosed && (returns || !isNew);
        known = answer;
        knownNanos = time.nanos();
        resetNanos = isNew && othersAreClosed ? null : resetNanos;
        boolean resets = wantsReset();
        if (!tripped && !resets && (together || isNew)) {
            bring(answer, isNew);
        }
        if (resets || (tripped && isNew)) {
            isUrgent = true;
        }
        return together;
    }

    /** Of a wish that could not be told for so long, only this node's own circuit has heard. */
    private boolean wantsReset() {
        Long since = resetNanos;
        if (since != null && time.nanos() - since > rules.nodeTimeout().toNanos()) {
            resetNanos = null;
        }
        return resetNanos != null;
    }

    private void bring(Shared answer, boolean isNew) {
        CircuitState own = circuit.followed();
        Duration remaining = atMostTheDelay(answer.remaining());
        // This node's clock is never so exact that it should open again for what is left by the store's.
        boolean isNear = remaining.compareTo(link.rules().timeout()) <= 0;
        boolean isOver = remaining.isZero() || (!isNew && own == CircuitState.HALF_OPEN && isNear);
        CircuitState due = answer.state() == CircuitState.OPEN && isOver ? CircuitState.HALF_OPEN : answer.state();
        if (due != own || (isNew && due == CircuitState.OPEN)) {
            circuit.bring(due, remaining);
        }
    }

    /** Goes on alone. */
    void fail(Throwable failure) {
        circuit.locked(() -> {
            if (together) {
                together = false;
                apartNanos = time.nanos();
                tokens.countOwn(this::countOwn);
            }
        });
        link.outage().begins(circuit.name(), Objects.toString(failure.getMessage(), failure.toString()));
    }

    private void isOverdue() {
        fail(new StoreAwayException("No answer within " + rules.nodeTimeout()));
    }

    private void countOwn(Verdict verdict) {
        if (verdict != Verdict.IGNORED) {
            circuit.countUntold(verdict == Verdict.FAILED);
        }
    }

    private long timeoutNanos() {
        return link.rules().timeout().toNanos();
    }

    /** Of the generation that is known no places are needed; under the lock. */
    boolean isClosedForAll() {
        return known.state() == CircuitState.CLOSED;
    }

    <T> T locked(Supplier<T> read) {
        AtomicReference<@Nullable T> found = new AtomicReference<>();
        circuit.locked(() -> found.set(read.get()));
        return Objects.requireNonNull(found.get());
    }

    @Override
    public void close() {
        turn.close();
        circuit.locked(leasing::close);
    }
}
