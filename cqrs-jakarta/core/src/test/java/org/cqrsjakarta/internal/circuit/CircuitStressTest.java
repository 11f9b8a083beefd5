package org.cqrsjakarta.internal.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cqrsjakarta.CircuitState.CLOSED;
import static org.cqrsjakarta.CircuitState.HALF_OPEN;
import static org.cqrsjakarta.CircuitState.OPEN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Races that a single round would rarely meet. */
class CircuitStressTest {

    private static final int ROUNDS = 5_000;
    private static final Duration DELAY = Duration.ofSeconds(5);

    private final ManualTime time = new ManualTime();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private GuardedCircuit circuit(int successes, List<String> changes) {
        return new GuardedCircuit(
                "Live",
                new CircuitPolicy(List.of(Throwable.class), List.of(), DELAY, 1, 1.0, successes),
                new ProbeRules(Duration.ofSeconds(5), Duration.ofSeconds(30)),
                time,
                (name, from, to) -> changes.add(from + " " + to));
    }

    private GuardedCircuit halfOpen(int successes, List<String> changes) {
        GuardedCircuit circuit = circuit(successes, changes);
        Permit permit = circuit.admit();
        permit.report(Outcome.FAILED);
        time.advance(DELAY);
        assertThat(circuit.state()).isEqualTo(HALF_OPEN);
        changes.clear();
        return circuit;
    }

    private <T> List<T> together(int count, IntFunction<T> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            running.add(threads.submit(() -> {
                start.await();
                return task.apply(number);
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : running) {
            results.add(future.get());
        }
        return results;
    }

    @Test
    void oneOfManyThatComeAtOnceIsTheProbe() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            GuardedCircuit circuit = halfOpen(1, new ArrayList<>());
            List<Permit> permits = together(4, i -> circuit.admit());
            assertThat(permits.stream().filter(permit -> permit != null)).hasSize(1);
        }
    }

    @Test
    void twoProbesThatEndAtOnceAgreeOnOneState() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<String> changes = new ArrayList<>();
            GuardedCircuit circuit = halfOpen(2, changes);
            List<Permit> probes = List.of(circuit.admit(), circuit.admit());
            int failing = round % 3;
            together(2, i -> {
                probes.get(i).report(i == failing ? Outcome.FAILED : Outcome.SUCCEEDED);
                return i;
            });
            assertThat(circuit.state()).isEqualTo(failing == 2 ? CLOSED : OPEN);
            assertThat(changes).containsExactly("HALF_OPEN " + circuit.state());
        }
    }

    @Test
    void aLateOutcomeNeverMovesTheNextGeneration() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            GuardedCircuit circuit = circuit(1, new ArrayList<>());
            List<Permit> permits = List.of(circuit.admit(), circuit.admit());
            together(2, i -> {
                permits.get(i).report(Outcome.FAILED);
                return i;
            });
            assertThat(circuit.state()).isEqualTo(OPEN);
            time.advance(DELAY);
            assertThat(circuit.state()).isEqualTo(HALF_OPEN);
            assertThat(circuit.admit()).isNotNull();
            assertThat(circuit.admit()).isNull();
        }
    }

    @Test
    void aPermitReportedFromTwoSidesIsCountedOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<String> changes = new ArrayList<>();
            GuardedCircuit circuit = halfOpen(1, changes);
            Permit probe = circuit.admit();
            together(2, i -> {
                probe.report(i == 0 ? Outcome.IGNORED : Outcome.FAILED);
                return i;
            });
            if (circuit.state() == HALF_OPEN) {
                assertThat(changes).isEmpty();
                assertThat(circuit.admit()).as("the permit came back").isNotNull();
            } else {
                assertThat(changes).containsExactly("HALF_OPEN OPEN");
            }
        }
    }
}
