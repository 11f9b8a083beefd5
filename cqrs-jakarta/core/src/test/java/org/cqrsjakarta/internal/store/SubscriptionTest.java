package org.cqrsjakarta.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.ProbeRules;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.InMemoryCircuitStore;
import org.cqrsjakarta.spi.ManualTime;
import org.junit.jupiter.api.Test;

/** A client of a store may wait for its socket where it should not. */
class SubscriptionTest {

    private final ManualTime time = new ManualTime();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    private final class Blocking implements CircuitStore {

        private final CircuitStore real = new InMemoryCircuitStore(time);
        private final boolean blocksAtOnce;

        Blocking(boolean blocksAtOnce) {
            this.blocksAtOnce = blocksAtOnce;
        }

        @Override
        public Shared exchange(Circuit circuit, Report report) {
            asked.countDown();
            return real.exchange(circuit, report);
        }

        @Override
        public Lease lease(Circuit circuit, Report report, long number) {
            return real.lease(circuit, report, number);
        }

        @Override
        public Shared settle(Circuit circuit, Report report, String token, Verdict verdict) {
            return real.settle(circuit, report, token, verdict);
        }

        @Override
        public Subscription subscribe(String namespace, Listener listener) {
            if (blocksAtOnce) {
                block();
            }
            subscribed.countDown();
            return this::block;
        }

        private void block() {
            while (never.getCount() > 0) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // Not heeded.
                }
            }
        }
    }

    private NodeCircuits node(CircuitStore store) {
        ProbeRules probes = new ProbeRules(Duration.ofSeconds(5), Duration.ofSeconds(30));
        CircuitPolicy policy = new CircuitPolicy(List.of(Throwable.class), List.of(), Bench.DELAY, 2, 1.0, 1);
        GuardedCircuit circuit = new GuardedCircuit("Live", policy, probes, time, (name, from, to) -> {});
        return NodeCircuits.of(store, "app", "one", StoreRulesOf.theTest(), probes, List.of(circuit), time);
    }

    @Test
    void oneThatDoesNotBeginKeepsNobodyFromAsking() throws Exception {
        NodeCircuits node = node(new Blocking(true));
        try {
            assertThat(asked.await(30, TimeUnit.SECONDS)).as("has asked").isTrue();
        } finally {
            never.countDown();
            node.close();
        }
    }

    @Test
    void oneThatDoesNotEndHoldsUpNoUndeployment() throws Exception {
        NodeCircuits node = node(new Blocking(false));
        subscribed.await();
        Thread closes = Thread.ofPlatform().daemon().start(node::close);
        try {
            assertThat(closes.join(Duration.ofSeconds(30))).as("closed").isTrue();
        } finally {
            never.countDown();
        }
    }
}
