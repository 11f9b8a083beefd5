package org.cqrsjakarta.internal.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.circuit.ProbeRules;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.ManualTime;

/** One node on virtual time, whose store takes as long as is said. */
final class Bench {

    static final Duration DELAY = Duration.ofSeconds(2);

    private Bench() {}

    static GuardedCircuit node(String name, CircuitStore store, ManualTime time, Calls calls) {
        return node(name, store, time, calls, new ProbeRules(Duration.ofSeconds(5), Duration.ofSeconds(30)));
    }

    static GuardedCircuit node(String name, CircuitStore store, ManualTime time, Calls calls, ProbeRules probes) {
        GuardedCircuit circuit = new GuardedCircuit(
                "Live",
                new CircuitPolicy(List.of(Throwable.class), List.of(), DELAY, 2, 1.0, 1),
                probes,
                time,
                (circuitName, from, to) -> {});
        StoreRules rules = StoreRulesOf.theTest();
        Outage outage = new Outage(name, rules);
        outage.silence();
        var unused = new NodeCircuits(
                new Link(store, "app", name, rules, calls, time, outage), () -> {}, probes, List.of(circuit));
        return circuit;
    }

    /** So many streams, each of which works, until the circuit is closed. */
    static void streams(GuardedCircuit node, ManualTime time, Duration every, Duration each) {
        for (int stream = 0; stream < 2_000 && node.state() != CircuitState.CLOSED; stream++) {
            Permit permit = node.admit();
            if (permit != null) {
                time.schedule(each, () -> permit.report(Outcome.SUCCEEDED));
            }
            time.advance(every);
        }
    }

    /** Answers come after a latency, in the background as well. */
    static final class Calls implements StoreCalls {

        private final ManualTime time;
        private Duration latency = Duration.ZERO;
        private boolean streamWaits;

        Calls(ManualTime time) {
            this.time = time;
        }

        /** The same store, seen by a thread that waits for its answers. */
        CircuitStore slow(CircuitStore store) {
            return new CircuitStore() {
                @Override
                public Shared exchange(Circuit circuit, Report report) {
                    return waited(store.exchange(circuit, report));
                }

                @Override
                public Lease lease(Circuit circuit, Report report, long number) {
                    return waited(store.lease(circuit, report, number));
                }

                @Override
                public Shared settle(Circuit circuit, Report report, String token, Verdict verdict) {
                    return waited(store.settle(circuit, report, token, verdict));
                }

                @Override
                public Subscription subscribe(String namespace, Listener listener) {
                    return store.subscribe(namespace, listener);
                }
            };
        }

        private <T> T waited(T answer) {
            if (!streamWaits) {
                time.advance(latency);
            }
            return answer;
        }

        void takes(Duration latency) {
            this.latency = latency;
        }

        @Override
        public <T> T within(Callable<T> call, Consumer<T> late) throws StoreAwayException {
            Duration timeout = StoreRulesOf.theTest().timeout();
            T answer;
            streamWaits = true;
            try {
                answer = call.call();
            } catch (Exception e) {
                throw new StoreAwayException(e);
            } finally {
                streamWaits = false;
            }
            if (latency.compareTo(timeout) <= 0) {
                time.advance(latency);
                return answer;
            }
            time.schedule(latency, () -> late.accept(answer));
            time.advance(timeout);
            throw new StoreAwayException("No answer within " + timeout);
        }

        @Override
        public Runnable later(Runnable task) {
            return time.schedule(Duration.ZERO, task)::cancel;
        }
    }
}
