package org.cqrsjakarta.internal.circuit;

import java.util.HashSet;
import java.util.Set;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * A circuit for streams, which may live for hours and be cancelled at any time. Admission is decided here, outcomes
 * are counted by SmallRye's breaker: a half-open probe that never reports would otherwise block it for ever.
 *
 * <p>Admission reads one volatile field while CLOSED or OPEN. Whatever touches the breaker, the probes or the phase
 * holds the lock, for well under a microsecond; listeners are told afterwards.
 */
public final class GuardedCircuit implements Circuit {

    /** One stay in one state. Outcomes of permits given in an earlier phase are dropped. */
    private record Phase(CircuitState state, long generation) {}

    private final String name;
    private final CircuitPolicy policy;
    private final ProbeRules probeRules;
    private final Time time;
    private final Announcer announcer;
    private final Object lock = new Object();
    private final Breaker breaker;

    /** Written under the lock. */
    private volatile Phase phase = new Phase(CircuitState.CLOSED, 0);

    /** Probes without a verdict. Under the lock. */
    private final Set<CountedPermit> probes = new HashSet<>();

    /** Probes that count as successful and still run. Under the lock. */
    private final Set<CountedPermit> acquitted = new HashSet<>();

    /** Probes that have succeeded in this phase. Under the lock. */
    private int successes;

    /**
     * Creates the circuit, CLOSED.
     *
     * @param name       of the handler it guards
     * @param policy     its values
     * @param probeRules for probes that do not end
     * @param time       for the delay, and for probes
     * @param listener   is told of every change
     */
    public GuardedCircuit(
            String name, CircuitPolicy policy, ProbeRules probeRules, Time time, CircuitListener listener) {
        this.name = name;
        this.policy = policy;
        this.probeRules = probeRules;
        this.time = time;
        this.announcer = new Announcer(name, listener);
        this.breaker = new Breaker(name, policy, time, task -> () -> locked(task));
    }

    public String name() {
        return name;
    }

    public CircuitPolicy policy() {
        return policy;
    }

    public CircuitState state() {
        return phase.state();
    }

    @Override
    public @Nullable Permit admit() {
        Phase now = phase;
        return switch (now.state()) {
            case CLOSED -> new CountedPermit(this, now.generation(), false);
            case OPEN -> null;
            case HALF_OPEN -> admitProbe();
        };
    }

    @Override
    public Outcome outcomeOf(Throwable cause) {
        return policy.isFailure(cause) ? Outcome.FAILED : Outcome.SUCCEEDED;
    }

    private @Nullable Permit admitProbe() {
        synchronized (lock) {
            if (phase.state() != CircuitState.HALF_OPEN) {
                // The phase ended on the way here; in neither of the other two states is the lock needed.
                return phase.state() == CircuitState.OPEN ? null : new CountedPermit(this, phase.generation(), false);
            }
            if (probes.size() >= policy.successThreshold() - successes) {
                return null;
            }
            CountedPermit probe = new CountedPermit(this, phase.generation(), true);
            probes.add(probe);
            probe.alarm = time.schedule(probeRules.lease(), () -> locked(() -> expire(probe)));
            return probe;
        }
    }

    void firstItemOf(CountedPermit probe) {
        locked(() -> {
            if (probes.contains(probe)) {
                probe.healthyAlarm = time.schedule(probeRules.healthyAfter(), () -> locked(() -> acquit(probe)));
            }
        });
    }

    void report(CountedPermit permit, Outcome outcome) {
        locked(() -> {
            if (permit.settled) {
                return;
            }
            permit.settled = true;
            probes.remove(permit);
            acquitted.remove(permit);
            permit.cancelAlarms();
            if (permit.expired || permit.generation != phase.generation()) {
                return;
            }
            switch (outcome) {
                case SUCCEEDED -> {
                    if (!permit.acquitted) {
                        countSuccess();
                    }
                }
                case FAILED -> breaker.failed();
                case IGNORED -> {}
            }
        });
    }

    /** A probe without a verdict loses its permit, so that another may try. */
    private void expire(CountedPermit probe) {
        if (probes.remove(probe)) {
            probe.expired = true;
            probe.cancelAlarms();
        }
    }

    /** A probe that lives long is SUCCEEDED; once the circuit is closed, it is one of its streams. */
    private void acquit(CountedPermit probe) {
        if (probes.remove(probe)) {
            probe.cancelAlarms();
            probe.acquitted = true;
            acquitted.add(probe);
            countSuccess();
        }
    }

    private void countSuccess() {
        if (phase.state() == CircuitState.HALF_OPEN) {
            successes++;
        }
        breaker.succeeded();
    }

    private void locked(Runnable change) {
        synchronized (lock) {
            change.run();
            followBreaker();
        }
        announcer.announce();
    }

    private void followBreaker() {
        CircuitState before = phase.state();
        CircuitState now = breaker.state();
        if (now != before) {
            phase = new Phase(now, phase.generation() + 1);
            successes = 0;
            probes.forEach(CountedPermit::cancelAlarms);
            probes.clear();
            if (now == CircuitState.CLOSED) {
                // If one of them fails later, that is a failure of the closed circuit.
                acquitted.forEach(permit -> permit.generation = phase.generation());
            }
            acquitted.clear();
            announcer.add(before, now);
        }
    }
}
