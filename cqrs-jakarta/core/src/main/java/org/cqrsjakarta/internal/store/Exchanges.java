package org.cqrsjakarta.internal.store;

import java.util.Optional;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.CircuitStore.Report;
import org.cqrsjakarta.spi.CircuitStore.Shared;

/** What one node tells of one circuit in the background, and hears: all votes, one after the other, or else how it is. */
final class Exchanges {

    private final SharedCircuit side;
    private final GuardedCircuit circuit;
    private final CircuitStore.Circuit id;
    private final CircuitStore store;
    private final Tokens tokens;
    private final Leasing leasing;

    Exchanges(
            SharedCircuit side,
            GuardedCircuit circuit,
            CircuitStore.Circuit id,
            CircuitStore store,
            Tokens tokens,
            Leasing leasing) {
        this.side = side;
        this.circuit = circuit;
        this.id = id;
        this.store = store;
        this.tokens = tokens;
        this.leasing = leasing;
    }

    /** Tells it all. May wait for the store; throws nothing. */
    @SuppressWarnings("IllegalCatch")
    void tell() {
        try {
            if (!votes()) {
                Report report = side.locked(side::report);
                side.follow(report, Answers.checked(report, store.exchange(id, report)));
            }
            leasing.askAgain();
            // A place that came of that, and is not wanted.
            var unused = votes();
        } catch (Throwable e) {
            side.fail(e);
        }
    }

    /** Whether there were any. */
    private boolean votes() {
        Optional<Tokens.Told> first = side.locked(tokens::next);
        for (Optional<Tokens.Told> vote = first; vote.isPresent(); vote = side.locked(tokens::next)) {
            Tokens.Told told = vote.get();
            Report report = side.locked(side::report);
            Shared answer = Answers.checked(report, store.settle(id, report, told.token(), told.verdict()));
            circuit.locked(() -> tokens.told(told.token()));
            side.follow(report, answer);
        }
        return first.isPresent();
    }
}
