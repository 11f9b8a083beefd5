package org.cqrsjakarta.internal.stream.exerciser;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;

/** A circuit that keeps account of its permits. */
final class CountedCircuit implements Circuit {

    private final Circuit circuit;
    private final List<Counted> permits = new CopyOnWriteArrayList<>();
    private final List<Outcome> classified = new CopyOnWriteArrayList<>();

    CountedCircuit(Circuit circuit) {
        this.circuit = circuit;
    }

    /** The circuit itself; {@code null} if there is none. */
    GuardedCircuit guarded() {
        return circuit instanceof GuardedCircuit guarded ? guarded : null;
    }

    @Override
    public Permit admit() {
        Permit permit = circuit.admit();
        if (permit == null) {
            return null;
        }
        Counted counted = new Counted(permit);
        permits.add(counted);
        return counted;
    }

    @Override
    public Outcome outcomeOf(Throwable cause) {
        Outcome outcome = circuit.outcomeOf(cause);
        classified.add(outcome);
        return outcome;
    }

    long notReported() {
        return permits.stream().filter(permit -> permit.reports.get() == 0).count();
    }

    long reportedTwice() {
        return permits.stream().filter(permit -> permit.reports.get() > 1).count();
    }

    /** How often each outcome was reported. */
    Map<Outcome, Integer> reported() {
        return count(permits.stream().map(permit -> permit.outcome.get()).toList());
    }

    /** How often each was the class of a failure. */
    Map<Outcome, Integer> classified() {
        return count(classified);
    }

    private static Map<Outcome, Integer> count(List<Outcome> outcomes) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0);
        }
        outcomes.forEach(outcome -> counts.merge(outcome, 1, Integer::sum));
        return counts;
    }

    private static final class Counted implements Permit {

        final AtomicInteger reports = new AtomicInteger();
        final AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.IGNORED);
        private final Permit permit;

        Counted(Permit permit) {
            this.permit = permit;
        }

        @Override
        public boolean watchesItems() {
            return permit.watchesItems();
        }

        @Override
        public void item() {
            permit.item();
        }

        @Override
        public void report(Outcome reported) {
            reports.incrementAndGet();
            outcome.set(reported);
            permit.report(reported);
        }
    }
}
