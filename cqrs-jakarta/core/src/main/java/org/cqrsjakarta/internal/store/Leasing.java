package org.cqrsjakarta.internal.store;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Lease;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Shared;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Asks for places among all nodes, for streams that find their circuit HALF_OPEN: the only calls that a stream waits for. Only
 * as many as could get one ask at a time, and after one that did not, nobody for {@code cqrs.store.timeout}; all others are
 * refused at once. A place that comes too late is the next stream's. After a call that was too late, or failed, no stream asks
 * until one in the background was answered in time: whatever else the store answers, it would be too late again. Its fields
 * are guarded by the circuit's lock.
 */
final class Leasing {

    /** In a lease: one may be late. */
    private static final int RENEWALS = 3;

    private final SharedCircuit side;
    private final GuardedCircuit circuit;
    private final CircuitStore.Circuit id;
    private final CircuitStore.Rules rules;
    private final Link link;
    private final Tokens tokens;

    private int asking;
    private long numbers;
    private boolean fails;
    private boolean wasRefused;
    private long refusedNanos;
    private Time.@Nullable Alarm renewal;
    private boolean closed;

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

    /** Whether the last call has failed, or was too late. */
    boolean fails() {
        return fails;
    }

    /** Streams may ask. */
    void works() {
        fails = false;
    }

    @Nullable
    Permit admitProbe() {
        Optional<Permit> spare = side.locked(this::admitSpare);
        if (spare.isPresent()) {
            return spare.get();
        }
        Entry entry = side.locked(this::entry);
        Report report = entry.report();
        if (report == null) {
            return entry.trial() == Trial.BY_ITSELF ? circuit.admitProbe(null) : null;
        }
        return asked(report, entry.number());
    }

    private Optional<Permit> admitSpare() {
        return tokens.spare(link.time().nanos(), rules.lease().toNanos()).flatMap(this::begun);
    }

    /** What the store throws, or what its answer leads to, is no stream's concern. */
    @SuppressWarnings("IllegalCatch")
    private @Nullable Permit asked(Report report, long number) {
        long sinceNanos = link.time().nanos();
        try {
            Lease lease = link.calls().within(() -> ask(report, number), late -> takeLate(report, late, sinceNanos));
            return take(report, lease);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (Throwable e) {
            circuit.locked(() -> fails = true);
            side.fail(e);
            side.refresh();
            return null;
        } finally {
            circuit.locked(() -> asking--);
        }
    }

    /** Whether streams may ask again. On a thread that may wait; throws what the store does. */
    void askAgain() {
        if (side.locked(() -> !fails || side.isClosedForAll())) {
            return;
        }
        long sinceNanos = link.time().nanos();
        Report report = side.locked(side::report);
        Lease lease = ask(report, side.locked(() -> ++numbers));
        boolean isInTime =
                link.time().nanos() - sinceNanos <= link.rules().timeout().toNanos();
        circuit.locked(() -> fails = fails && !isInTime);
        side.follow(report, lease.shared());
        var unused = keep(lease, sinceNanos);
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
        var unused = Answers.checked(report, lease.shared());
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
        return lease.token()
                .filter(token -> isOfNow(lease.shared()))
                .flatMap(token -> begun(new Tokens.Spare(token, link.time().nanos())));
    }

    private Optional<Permit> begun(Tokens.Spare place) {
        Permit probe = circuit.admitProbe(place.token());
        if (probe == null) {
            tokens.giveBack(place.token());
        } else {
            tokens.runs(place.token(), place.sinceNanos());
            renewLater();
        }
        return Optional.ofNullable(probe);
    }

    /** A vote lasts for a lease after it was reported, and polls may be further apart. */
    private void renewLater() {
        Duration in = rules.lease().dividedBy(RENEWALS);
        if (!closed && renewal == null && in.compareTo(link.rules().poll()) < 0) {
            renewal = link.time().schedule(in.compareTo(Turn.SPACING) < 0 ? Turn.SPACING : in, this::renew);
        }
    }

    private void renew() {
        boolean runs = side.locked(() -> {
            if (closed) {
                return false;
            }
            renewal = null;
            boolean isNeeded = !tokens.running().isEmpty();
            if (isNeeded) {
                renewLater();
            }
            return isNeeded;
        });
        if (runs) {
            side.refresh();
        }
    }

    /** No vote is renewed any more. */
    void close() {
        Time.Alarm last = renewal;
        if (last != null) {
            last.cancel();
        }
        closed = true;
    }

    private void takeLate(Report report, Lease lease, long sinceNanos) {
        side.follow(report, lease.shared());
        if (keep(lease, sinceNanos)) {
            side.refresh();
        }
    }

    /** Whether there is a place to be given back. */
    private boolean keep(Lease lease, long sinceNanos) {
        return side.locked(() -> {
            boolean isWanted = circuit.state() == CircuitState.HALF_OPEN;
            Optional<String> token = lease.token().filter(given -> isOfNow(lease.shared()));
            if (isWanted) {
                token.ifPresent(given -> tokens.keep(new Tokens.Spare(given, sinceNanos)));
            } else {
                token.ifPresent(tokens::giveBack);
            }
            return token.isPresent() && !isWanted;
        });
    }

    /** A token of an earlier generation is worth nothing any more. */
    private boolean isOfNow(Shared given) {
        return given.generation() == side.generation();
    }
}
