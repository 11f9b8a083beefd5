package org.cqrsjakarta.internal.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.internal.circuit.GuardedCircuit;
import org.cqrsjakarta.internal.circuit.ProbeRules;
import org.cqrsjakarta.spi.CircuitStore;
import org.cqrsjakarta.spi.Time;

/** The circuits of one node, shared with the others by a store. Asks it now and then, until it is closed. */
public final class NodeCircuits implements AutoCloseable {

    /** For a subscription that is closed, and once more after its interrupt. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Link link;
    private final Map<String, SharedCircuit> circuits = new TreeMap<>();
    private final List<Time.Alarm> polls = new ArrayList<>();
    private final Runnable threads;
    private CircuitStore.Subscription subscription = () -> {};
    private boolean closed;

    /**
     * Shares the circuits. To be called before the first stream.
     *
     * @param store     the application's
     * @param namespace of the application
     * @param node      an id that no other start of any node has: of {@code A-Z a-z 0-9 _ -}
     * @param rules     what configuration says
     * @param probes    for how long a probe has its place
     * @param shared    all circuits of the application
     * @param time      the application's clock
     */
    public static NodeCircuits of(
            CircuitStore store,
            String namespace,
            String node,
            StoreRules rules,
            ProbeRules probes,
            List<GuardedCircuit> shared,
            Time time) {
        BoundedCalls threads = new BoundedCalls(rules.timeout());
        Link link = new Link(store, namespace, node, rules, threads, time, new Outage(node, rules));
        return new NodeCircuits(link, threads::close, probes, shared);
    }

    /** Threads of calls are ended by {@code threads}. */
    NodeCircuits(Link link, Runnable threads, ProbeRules probes, List<GuardedCircuit> shared) {
        this.link = link;
        this.threads = threads;
        shared.forEach(circuit -> share(circuit, probes));
        var unused = link.calls().later(this::begin);
    }

    private void share(GuardedCircuit circuit, ProbeRules probes) {
        SharedCircuit side = new SharedCircuit(circuit, rulesOf(circuit.policy(), probes, link.rules()), link);
        circuit.shareWith(side);
        circuits.put(circuit.name(), side);
    }

    /** SmallRye's reading of the policy: the share of a full window, rounded up, and one failure at least. */
    static CircuitStore.Rules rulesOf(CircuitPolicy policy, ProbeRules probes, StoreRules rules) {
        int volume = policy.requestVolumeThreshold();
        return new CircuitStore.Rules(
                volume,
                Math.max(1, (int) Math.ceil(policy.failureRatio() * volume)),
                policy.delay(),
                policy.successThreshold(),
                probes.lease(),
                rules.quorum(),
                rules.nodeTimeout());
    }

    /** A subscription may take its time: nobody waits for it. */
    @SuppressWarnings("IllegalCatch")
    private void begin() {
        beginPolls();
        try {
            CircuitStore.Subscription begun = link.store().subscribe(link.namespace(), new Hints());
            synchronized (this) {
                if (!closed) {
                    subscription = begun;
                    begun = () -> {};
                }
            }
            begun.close();
        } catch (Throwable e) {
            // The polls do without, and say what else the store does not do.
            StoreLog.LOG.debug("No subscription", e);
        }
        // What has changed before the first hint could come.
        refreshAll();
    }

    private void refreshAll() {
        circuits.values().forEach(SharedCircuit::refresh);
    }

    /** Each at its own moment, so that a store has something to do all the time. */
    private synchronized void beginPolls() {
        Duration gap = link.rules().poll().dividedBy(Math.max(1, circuits.size()));
        Duration first = Duration.ZERO;
        for (SharedCircuit circuit : circuits.values()) {
            circuit.refresh();
            int index = polls.size();
            polls.add(() -> {});
            poll(circuit, index, link.rules().poll().plus(first));
            first = first.plus(gap);
        }
    }

    private synchronized void poll(SharedCircuit circuit, int index, Duration in) {
        if (!closed) {
            polls.set(index, link.time().schedule(in, () -> {
                circuit.refresh();
                poll(circuit, index, link.rules().poll());
            }));
        }
    }

    private final class Hints implements CircuitStore.Listener {

        @Override
        public void changed(String circuit) {
            SharedCircuit side = circuits.get(circuit);
            if (side != null) {
                side.refresh();
            }
        }

        @Override
        public void allMayHaveChanged() {
            refreshAll();
        }
    }

    /** The node asks nobody any more, and its circuits are its own. Its threads end, and the subscription: within 2 s. */
    @Override
    public void close() {
        CircuitStore.Subscription ended;
        synchronized (this) {
            closed = true;
            ended = subscription;
            subscription = () -> {};
            polls.forEach(Time.Alarm::cancel);
        }
        link.outage().silence();
        circuits.values().forEach(SharedCircuit::close);
        threads.run();
        end(ended);
    }

    /** A client that waits for its socket holds up no undeployment. */
    static void end(CircuitStore.Subscription subscription) {
        Thread ends = Thread.ofPlatform()
                .daemon()
                .name("cqrs-store-end")
                .inheritInheritableThreadLocals(false)
                .start(() -> closeQuietly(subscription));
        try {
            if (!ends.join(PATIENCE)) {
                ends.interrupt();
                if (!ends.join(PATIENCE)) {
                    StoreLog.LOG.threadsStay(1);
                }
            }
        } catch (InterruptedException e) {
            ends.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private static void closeQuietly(CircuitStore.Subscription subscription) {
        try {
            subscription.close();
        } catch (Throwable e) {
            StoreLog.LOG.debug("The subscription could not be closed", e);
        }
    }
}
