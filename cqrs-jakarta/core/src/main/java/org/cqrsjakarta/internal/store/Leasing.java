package org.cqrsjakarta.internal.store;

import java.util.Objects;
import java.util.Optional;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Lease;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.jspecify.annotations.Nullable;

/**
 * Asks for places among all nodes, for streams that find their circuit HALF_OPEN: the only calls that a stream waits for. Only
 * as many as could get one ask at a time, and after one that did not, nobody for {@code cqrs.store.timeout}; all others are
 * refused at once. Its fields are guarded by the circuit's lock.
 */
final class Leasing {

    private final SharedCircuit side;
    private final GuardedCircuit circuit;
    private final CircuitStore.Circuit id;
    private final CircuitStore.Rules rules;
    private final Link link;
    private final Tokens tokens;

    private int asking;
    private long numbers;
    private boolean wasRefused;
    private long refusedNanos;

    Leasing(
            SharedCircuit side,
            GuardedCircuit circuit,
            CircuitStore.Circuit id,
            CircuitStore.Rules rules,
            Link link,
            Tokens tokens) {
        this.side = side;
        this.circuit = circuit;
        this.id = id;
        this.rules = rules;
        this.link = link;
        this.tokens = tokens;
    }

    /** A new generation: there may be places. */
    void begin() {
        wasRefused = false;
    }

    @Nullable
    Permit admitProbe() {
        Entry entry = side.locked(this::entry);
        Report report = entry.report();
        if (report == null) {
            return entry.trial() == Trial.BY_ITSELF ? circuit.admitProbe(null) : null;
        }
        try {
            Lease lease = link.calls().within(() -> ask(report, entry.number()), late -> takeLate(report, late));
            return take(report, lease);
        } catch (StoreAwayException e) {
            side.fail(e);
            side.refresh();
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            circuit.locked(() -> asking--);
        }
    }

    /**
     * How a stream on trial is decided about.
     *
     * @param trial  by whom
     * @param report what the store is asked with; {@code null}: it is not asked
     * @param number of the call
     */
    private record Entry(Trial trial, @Nullable Report report, long number) {}

    private Entry entry() {
        Trial trial = side.trial();
        long now = link.time().nanos();
        boolean rests =
                wasRefused && now - refusedNanos < link.rules().timeout().toNanos();
        long places = asking + tokens.places(now, rules.lease().toNanos());
        if (trial != Trial.BY_ALL || rests || places >= rules.successes()) {
            return new Entry(trial, null, 0);
        }
        asking++;
        return new Entry(trial, side.report(), ++numbers);
    }

    private Lease ask(Report report, long number) {
        Lease lease = Objects.requireNonNull(link.store().lease(id, report, number), "the store's answer");
        var unused = SharedCircuit.checked(report, lease.shared());
        return lease;
    }

    private @Nullable Permit take(Report report, Lease lease) {
        side.follow(report, lease.shared());
        Optional<Permit> probe = side.locked(() -> probe(lease));
        if (probe.isPresent()) {
            return probe.get();
        }
        if (lease.token().isPresent()) {
            side.refresh();
        }
        return circuit.state() == CircuitState.CLOSED ? circuit.admit() : null;
    }

    private Optional<Permit> probe(Lease lease) {
        if (lease.token().isEmpty()) {
            wasRefused = true;
            refusedNanos = link.time().nanos();
            return Optional.empty();
        }
        String token = lease.token().get();
        Permit probe = isOfNow(lease.shared()) ? circuit.admitProbe(token) : null;
        if (probe != null) {
            tokens.runs(token, link.time().nanos());
        } else if (isOfNow(lease.shared())) {
            tokens.giveBack(token);
        }
        return Optional.ofNullable(probe);
    }

    private void takeLate(Report report, Lease lease) {
        side.follow(report, lease.shared());
        circuit.locked(
                () -> lease.token().filter(token -> isOfNow(lease.shared())).ifPresent(tokens::giveBack));
        side.refresh();
    }

    /** A token of an earlier generation is worth nothing any more. */
    private boolean isOfNow(Shared given) {
        return given.generation() == side.generation();
    }
}
