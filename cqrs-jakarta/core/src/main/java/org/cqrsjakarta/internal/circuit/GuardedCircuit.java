package org.cqrsjakarta.internal.circuit;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
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
    private record Phase(CircuitState state, long generation, long sinceNanos) {}

    /** Whoever waits longer does not wait to be asked. */
    private static final Duration FORESEEABLE = Duration.ofDays(36_500);

    private final String name;
    private final CircuitPolicy policy;
    private final ProbeRules probeRules;
    private final Time time;
    private final Announcer announcer;
    private final Object lock = new Object();
    private final Breaker breaker;

    /** Written under the lock. */
    private volatile Phase phase;

    /** Permits that were given and not reported. */
    private final LongAdder permits = new LongAdder();

    /** Under the lock. */
    private final OutcomeWindow window;

    /** Under the lock. */
    private Control control = Control.AUTOMATIC;

    /** Probes without a verdict. Under the lock. */
    private final Set<CountedPermit> probes = new HashSet<>();

    /** Probes that count as successful and still run. Under the lock. */
    private final Set<CountedPermit> acquitted = new HashSet<>();

    /** Probes that have succeeded since the breaker is HALF_OPEN. Under the lock. */
    private int successes;

    /** What the breaker's state was when it was looked at last. Under the lock. */
    private CircuitState followed = CircuitState.CLOSED;

    /** When the breaker opened last, which may be while an operator decided. Under the lock. */
    private long openedNanos;

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
        this.phase = new Phase(CircuitState.CLOSED, 0, time.nanos());
        this.window = new OutcomeWindow(policy.requestVolumeThreshold());
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

    /** How long until a probe is admitted; empty unless OPEN, and while an operator keeps it so. */
    public Optional<Duration> admitsIn() {
        synchronized (lock) {
            return phase.state() == CircuitState.OPEN && control == Control.AUTOMATIC
                    ? Optional.of(Duration.ofNanos(Math.max(0, breaker.delayEndNanos() - time.nanos())))
                    : Optional.empty();
        }
    }

    /** Everything about the circuit, at one moment. */
    public CircuitFacts facts() {
        synchronized (lock) {
            boolean probing = phase.state() == CircuitState.HALF_OPEN;
            return new CircuitFacts(
                    name,
                    policy,
                    phase.state(),
                    phase.sinceNanos(),
                    asksNanos(),
                    control,
                    window.facts(),
                    permits.sum(),
                    new CircuitFacts.Probes(probing ? probes.size() : 0, probing ? successes : 0));
        }
    }

    private @Nullable Long asksNanos() {
        boolean waits = control == Control.AUTOMATIC
                && phase.state() == CircuitState.OPEN
                && policy.delay().compareTo(FORESEEABLE) <= 0;
        return waits ? openedNanos + policy.delay().toNanos() : null;
    }

    /**
     * Has an operator decide about the state, or the circuit itself again, which then is where it had been, or where its
     * delay has brought it meanwhile. While an operator decides, no outcome is counted.
     *
     * @param decides who it is from now on
     */
    public void control(Control decides) {
        locked(() -> control = decides);
    }

    /** CLOSED, with an empty window, and deciding for itself. Outcomes of what runs now are not counted. */
    public void reset() {
        locked(() -> {
            control = Control.AUTOMATIC;
            breaker.reset();
            followed = CircuitState.CLOSED;
            successes = 0;
            window.clear();
            // They would count as streams of the closed circuit.
            acquitted.clear();
            enter(CircuitState.CLOSED);
        });
    }

    @Override
    public @Nullable Permit admit() {
        Phase now = phase;
        return switch (now.state()) {
            case CLOSED -> permit(now, false);
            case OPEN -> null;
            case HALF_OPEN -> admitProbe();
        };
    }

    @Override
    public Outcome outcomeOf(Throwable cause) {
        return policy.isFailure(cause) ? Outcome.FAILED : Outcome.SUCCEEDED;
    }

    private CountedPermit permit(Phase now, boolean probe) {
        permits.increment();
        return new CountedPermit(this, now.generation(), probe);
    }

    private @Nullable Permit admitProbe() {
        synchronized (lock) {
            if (phase.state() != CircuitState.HALF_OPEN) {
                // The phase ended on the way here; in neither of the other two states is the lock needed.
                return phase.state() == CircuitState.OPEN ? null : permit(phase, false);
            }
            if (probes.size() >= policy.successThreshold() - successes) {
                return null;
            }
            CountedPermit probe = permit(phase, true);
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
            permits.decrement();
            probes.remove(permit);
            acquitted.remove(permit);
            permit.cancelAlarms();
            if (permit.expired || permit.generation != phase.generation()) {
                return;
            }
            switch (outcome) {
                case SUCCEEDED -> {
                    if (!permit.acquitted) {
                        count(false);
                    }
                }
                case FAILED -> count(true);
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
            count(false);
        }
    }

    private void count(boolean failure) {
        if (control != Control.AUTOMATIC) {
            return;
        }
        if (phase.state() == CircuitState.CLOSED) {
            window.add(failure);
        } else if (!failure) {
            successes++;
        }
        if (failure) {
            breaker.failed();
        } else {
            breaker.succeeded();
        }
    }

    private void locked(Runnable change) {
        synchronized (lock) {
            change.run();
            followBreaker();
        }
        announcer.announce();
    }

    private void followBreaker() {
        CircuitState own = breaker.state();
        if (own != followed) {
            followed = own;
            successes = 0;
            if (own == CircuitState.OPEN) {
                openedNanos = time.nanos();
            }
            if (own == CircuitState.CLOSED) {
                window.clear();
            }
        }
        CircuitState now = switch (control) {
            case AUTOMATIC -> own;
            case FORCED_OPEN -> CircuitState.OPEN;
            case FORCED_CLOSED -> CircuitState.CLOSED;
        };
        if (now != phase.state()) {
            enter(now);
        }
    }

    /** Begins a phase, of the same state where the circuit was reset. */
    private void enter(CircuitState now) {
        CircuitState before = phase.state();
        phase = new Phase(now, phase.generation() + 1, time.nanos());
        probes.forEach(CountedPermit::cancelAlarms);
        probes.clear();
        if (now == CircuitState.CLOSED && before == CircuitState.HALF_OPEN) {
            // If one of them fails later, that is a failure of the closed circuit.
            acquitted.forEach(permit -> permit.generation = phase.generation());
        }
        acquitted.clear();
        if (now != before) {
            announcer.add(before, now);
        }
    }
}
