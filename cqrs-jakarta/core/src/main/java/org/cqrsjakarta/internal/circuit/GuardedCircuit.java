package org.cqrsjakarta.internal.circuit;

import java.time.Duration;
import java.util.Optional;
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
    private final Probes probes;

    /** Set before any stream comes, if at all. */
    private Sharing sharing = new NotShared(this);

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
        this.probes = new Probes(policy.successThreshold());
    }

    /** Shares it with other nodes. To be called before the first stream, once. */
    public void shareWith(Sharing others) {
        this.sharing = others;
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
            return new CircuitFacts(
                    name,
                    policy,
                    now.state(),
                    now.sinceNanos(),
                    asksNanos(),
                    now.control(),
                    breaker.window(),
                    permits.sum(),
                    now.state() == CircuitState.HALF_OPEN ? probes.facts() : new CircuitFacts.Probes(0, 0),
                    sharing.nodes());
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
            probes.forgetSuccesses();
            probes.forgetAcquitted();
            enter(CircuitState.CLOSED);
            sharing.reset();
        });
    }

    /** Where it stands by itself, whatever an operator says; under the lock. */
    public CircuitState followed() {
        return phase.followed();
    }

    /** Brings it where other nodes are, for what remains of their delay; under the lock. */
    public void bring(CircuitState to, Duration remaining) {
        breaker.bring(to, remaining);
        follow(false);
    }

    /** Counts a vote that the other nodes could not be told; under the lock. */
    public void countUntold(boolean failure) {
        if (phase.state() == CircuitState.HALF_OPEN) {
            count(failure);
        }
    }

    @Override
    public @Nullable Permit admit() {
        Phase now = phase;
        return switch (now.state()) {
            case CLOSED -> permit(now, false, null);
            case OPEN -> null;
            case HALF_OPEN -> sharing.admitProbe();
        };
    }

    @Override
    public Outcome outcomeOf(Throwable cause) {
        return policy.isFailure(cause) ? Outcome.FAILED : Outcome.SUCCEEDED;
    }

    private CountedPermit permit(Phase now, boolean probe, @Nullable String token) {
        permits.increment();
        return new CountedPermit(this, now.generation(), probe, token);
    }

    /**
     * Decides about a stream on trial.
     *
     * @param token of the place that it has among all nodes; {@code null}: one of this node's is needed
     * @return {@code null} if it is refused, or needs no place any more that it has
     */
    public @Nullable Permit admitProbe(@Nullable String token) {
        synchronized (lock) {
            if (phase.state() != CircuitState.HALF_OPEN) {
                // The phase ended on the way here; in neither of the other two states is the lock needed.
                return phase.state() == CircuitState.OPEN || token != null ? null : permit(phase, false, null);
            }
            if (token == null && !probes.haveRoom()) {
                return null;
            }
            CountedPermit probe = permit(phase, true, token);
            probes.take(probe);
            probe.lease = time.schedule(probeRules.lease(), () -> locked(() -> probes.pass(probe)));
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
            probes.settle(permit);
            boolean voted = permit.acquitted && outcome == Outcome.SUCCEEDED;
            vote(permit, voted || permit.generation != phase.generation() ? Outcome.IGNORED : outcome);
            follow(true);
        }
        announce();
    }

    private void vote(CountedPermit permit, Outcome outcome) {
        boolean halfOpen = phase.state() == CircuitState.HALF_OPEN;
        boolean isTold = halfOpen || permit.token != null;
        boolean counts = !isTold || sharing.counts(permit.token, outcome) || !halfOpen;
        if (counts && outcome != Outcome.IGNORED) {
            count(outcome == Outcome.FAILED);
        }
    }

    /** A probe that goes on giving items is SUCCEEDED; once the circuit is closed, it is one of its streams. */
    void acquit(CountedPermit probe) {
        locked(() -> {
            if (probe.settled || probe.generation != phase.generation()) {
                return;
            }
            probes.acquit(probe);
            vote(probe, Outcome.SUCCEEDED);
        });
    }

    private void count(boolean failure) {
        if (phase.control() != Control.AUTOMATIC) {
            return;
        }
        if (phase.state() == CircuitState.CLOSED) {
            sharing.counted(failure);
        } else if (!failure) {
            probes.succeeded();
        }
        breaker.count(failure);
    }

    /** Runs a change under the circuit's lock, and tells afterwards what has come of it. */
    public void locked(Runnable change) {
        synchronized (lock) {
            change.run();
            follow(true);
        }
        announce();
    }

    private void announce() {
        announcer.announce();
        sharing.tell();
    }

    private void follow(boolean byItself) {
        CircuitState own = breaker.state();
        if (own != phase.followed()) {
            if (byItself) {
                sharing.moved(phase.followed(), own);
            }
            phase = phase.following(own);
            probes.forgetSuccesses();
        }
        if (phase.due() != phase.state()) {
            enter(phase.due());
        }
    }

    private void enter(CircuitState now) {
        CircuitState before = phase.state();
        phase = phase.next(now, time.nanos());
        boolean closes = now == CircuitState.CLOSED && before == CircuitState.HALF_OPEN;
        probes.end(acquitted -> {
            if (closes) {
                // If one of them fails later, that is a failure of the closed circuit.
                acquitted.generation = phase.generation();
            }
        });
        if (now != before) {
            announcer.add(before, now);
        }
    }
}
