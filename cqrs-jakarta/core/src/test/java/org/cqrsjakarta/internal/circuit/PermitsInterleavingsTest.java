package org.cqrsjakarta.internal.circuit;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.ManualTime;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A circuit under any number of permits, in every order: what its callers see is what they would have seen one after
 * another (linearizability).
 */
@Tag("interleavings")
public class PermitsInterleavingsTest {

    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final int ROUNDS = Integer.getInteger("interleavings", 1_000);

    private final ManualTime time = new ManualTime();
    private final GuardedCircuit circuit = new GuardedCircuit(
            "Primary",
            new CircuitPolicy(List.of(Exception.class), List.of(), DELAY, 2, 1.0, 1),
            new ProbeRules(DELAY, DELAY.multipliedBy(3)),
            time,
            (name, from, to) -> {});
    private final Queue<Permit> given = new ConcurrentLinkedQueue<>();

    /** Whether a stream is let in. */
    @Operation
    public boolean admit() {
        Permit permit = circuit.admit();
        return permit != null && given.add(permit);
    }

    @Operation
    public void oneFails() {
        report(Outcome.FAILED);
    }

    @Operation
    public void oneSucceeds() {
        report(Outcome.SUCCEEDED);
    }

    @Operation
    public void oneLeaves() {
        report(Outcome.IGNORED);
    }

    /** On one thread at a time, as a handler does. */
    @Operation(nonParallelGroup = "giver")
    public void oneGivesAnItem() {
        Permit permit = given.peek();
        if (permit != null) {
            permit.item();
        }
    }

    @Operation(nonParallelGroup = "clock")
    public void theDelayPasses() {
        time.advance(DELAY);
    }

    @Operation
    public CircuitState state() {
        return circuit.state();
    }

    private void report(Outcome outcome) {
        Permit permit = given.poll();
        if (permit != null) {
            permit.report(outcome);
        }
    }

    @Test
    void inEveryOrder() {
        // Once without the checker, which takes the loops of classes that are initialised for a livelock.
        PermitsInterleavingsTest warm = new PermitsInterleavingsTest();
        warm.admit();
        warm.admit();
        warm.oneFails();
        warm.oneFails();
        warm.theDelayPasses();
        warm.admit();
        warm.oneGivesAnItem();
        warm.oneSucceeds();
        warm.oneLeaves();
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(ROUNDS / 2)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(4)
                .actorsAfter(2)
                .check(PermitsInterleavingsTest.class);
    }
}
