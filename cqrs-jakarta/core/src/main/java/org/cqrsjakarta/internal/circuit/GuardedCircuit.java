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
 * <pre>
 *             failures fill the window
 *    CLOSED ---------------------------&gt; OPEN
 *      ^                                 |  ^
 *      | successThreshold votes          |  | a vote that FAILED
 *      |             delay is over       v  |
 *      +------------------------------ HALF_OPEN
 * </pre>
 *
 * An operator may hold it at OPEN or CLOSED meanwhile; the breaker behind it is followed all the same.
 *
 * <p>Admission reads one volatile field while CLOSED or OPEN. Whatever touches the breaker, the probes or the phase
 * holds the lock, for well under a microsecond; listeners are told afterwards.
 */
public final class GuardedCircuit implements Circuit {

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

    /** Probes that hold a slot: no more than successes are missing. Under the lock. */
    private final Set<CountedPermit> slots = new HashSet<>();

    /** Probes that count as successful and still run. Under the lock. */
    private final Set<CountedPermit> acquitted = new HashSet<>();

    /** Votes for closing since the breaker is HALF_OPEN. Under the lock. */
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
        this.phase = Phase.first(time.nanos());
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
            Long asks = asksNanos();
            return asks == null ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, asks - time.nanos())));
        }
    }

    /** Everything about the circuit, at one moment. */
    public CircuitFacts facts() {
        synchronized (lock) {
            Phase now = phase;
            boolean probing = now.state() == CircuitState.HALF_OPEN;
            return new CircuitFacts(
                    name,
                    policy,
                    now.state(),
                    now.sinceNanos(),
                    asksNanos(),
                    now.control(),
                    window.facts(),
                    permits.sum(),
                    new CircuitFacts.Probes(probing ? slots.size() : 0, probing ? successes : 0));
        }
    }

    /** When it lets streams in on trial, by the clock of the application; {@code null} where that is not decided yet. */
    private @Nullable Long asksNanos() {
        boolean waits = phase.control() == Control.AUTOMATIC && phase.state() == CircuitState.OPEN;
        return waits ? breaker.delayEndNanos() : null;
    }

    /**
     * Has an operator decide about the state, or the circuit itself again, which then is where it had been, or where its
     * delay has brought it meanwhile. While an operator decides, no outcome is counted.
     *
     * @param decides who it is from now on
     */
    public void control(Control decides) {
        locked(() -> phase = phase.decidedBy(decides));
    }

    /** CLOSED, with an empty window, and deciding for itself. Outcomes of what runs now are not counted. */
    public void reset() {
        locked(() -> {
            breaker.reset();
            phase = phase.decidedBy(Control.AUTOMATIC).following(CircuitState.CLOSED);
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
            if (slots.size() >= policy.successThreshold() - successes) {
                return null;
            }
            CountedPermit probe = permit(phase, true);
            slots.add(probe);
            probe.lease = time.schedule(probeRules.lease(), () -> locked(() -> slots.remove(probe)));
            return probe;
        }
    }

    long nanos() {
        return time.nanos();
    }

    boolean isHealthyAfter(long nanosOfItems) {
        return nanosOfItems >= probeRules.healthyAfter().toNanos();
    }

    void report(CountedPermit permit, Outcome outcome) {
        synchronized (lock) {
            if (permit.settled) {
                return;
            }
            permit.settled = true;
            permits.decrement();
            giveSlotBack(permit);
            acquitted.remove(permit);
            if (permit.generation == phase.generation()) {
                vote(permit, outcome);
            }
            followBreaker();
        }
        announcer.announce();
    }

    private void vote(CountedPermit permit, Outcome outcome) {
        switch (outcome) {
            case SUCCEEDED -> {
                if (!permit.acquitted) {
                    count(false);
                }
            }
            case FAILED -> count(true);
            case IGNORED -> {}
        }
    }

    /** A probe that goes on giving items is SUCCEEDED; once the circuit is closed, it is one of its streams. */
    void acquit(CountedPermit probe) {
        locked(() -> {
            if (probe.settled || probe.generation != phase.generation()) {
                return;
            }
            giveSlotBack(probe);
            probe.acquitted = true;
            acquitted.add(probe);
            count(false);
        });
    }

    private void giveSlotBack(CountedPermit probe) {
        if (slots.remove(probe)) {
            probe.endLease();
        }
    }

    private void count(boolean failure) {
        if (phase.control() != Control.AUTOMATIC) {
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
        if (own != phase.followed()) {
            phase = phase.following(own);
            successes = 0;
            if (own == CircuitState.CLOSED) {
                window.clear();
            }
        }
        if (phase.due() != phase.state()) {
            enter(phase.due());
        }
    }

    private void enter(CircuitState now) {
        CircuitState before = phase.state();
        phase = phase.next(now, time.nanos());
        slots.forEach(CountedPermit::endLease);
        slots.clear();
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
