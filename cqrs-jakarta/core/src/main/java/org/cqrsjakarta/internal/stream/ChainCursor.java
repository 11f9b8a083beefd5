package org.cqrsjakarta.internal.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.chain.RetryRule;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/** Which step of a chain is at its turn, and what came before it. The consuming thread's own. */
final class ChainCursor<R> {

    private final Chain<R> chain;

    /** What was thrown at earlier switchovers, oldest first. */
    private List<Throwable> causes = List.of();

    private int index;
    private int attempts;
    private long firstAttemptNanos;
    private @Nullable Throwable lastFailure;
    private @Nullable Switchover<R> switchover;

    /** Stands at the primary. */
    ChainCursor(Chain<R> chain) {
        this.chain = chain;
    }

    /** Stands at a step that another node has begun, and that has failed with it. */
    ChainCursor(Chain<R> chain, Takeover<R> takeover) {
        this(chain);
        index = takeover.step();
        lastFailure = takeover.cause();
    }

    Step<R> primary() {
        return chain.primary();
    }

    /** The step that runs, or runs next. */
    Step<R> step() {
        return chain.steps().get(index);
    }

    /** What it takes over; {@code null} for the primary. */
    @Nullable
    Switchover<R> switchover() {
        return switchover;
    }

    /**
     * An attempt at the step begins.
     *
     * @return whether it is the first
     */
    boolean attempt(Time time) {
        if (attempts++ > 0) {
            return false;
        }
        if (step().guards().retry().isLimitedInTime()) {
            firstAttemptNanos = time.nanos();
        }
        return true;
    }

    /** The step is tried again after this failure. */
    void failed(Throwable thrown) {
        lastFailure = thrown;
    }

    /** Why the last attempt at the step failed, here or on a node that is lost; {@code null} if there was none. */
    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    /** How often the step was tried. */
    int attempts() {
        return attempts;
    }

    /**
     * Decides whether the step is tried again.
     *
     * @param cause     why it failed, without the wrappers that only transport it
     * @param unchanged whether no item was delivered
     * @return how long to wait before that; {@code null} if it is not
     */
    @Nullable
    Duration pauseBeforeRetry(Throwable cause, boolean unchanged, Time time, RandomGenerator random) {
        RetryRule rule = step().guards().retry();
        if (!unchanged || rule.maxRetries() == 0) {
            return null;
        }
        Duration lasted = rule.isLimitedInTime() ? Duration.ofNanos(time.nanos() - firstAttemptNanos) : Duration.ZERO;
        return rule.admits(cause, attempts, lasted) ? rule.pause(random) : null;
    }

    /**
     * Goes on to the next step. One that was not begun here leads to it in any case: its guards have refused, or it was
     * lost with its node.
     *
     * @param thrown    why the step is left, as it was thrown
     * @param cause     the same, without the wrappers that only transport it
     * @param delivered what the client has been given
     * @return {@code false} if there is none, or it does not take over
     */
    boolean switchOver(Throwable thrown, Throwable cause, Delivered<R> delivered) {
        Step<R> from = step();
        Step<R> to = index + 1 < chain.steps().size() ? chain.steps().get(index + 1) : null;
        if (to == null
                || to.takeover() == null
                || !(attempts == 0 || to.takeover().filter().admits(cause))) {
            return false;
        }
        remember(thrown);
        index++;
        attempts = 0;
        lastFailure = null;
        switchover = new SwitchoverFacts<>(delivered.reached(), delivered.last(to.remembers()), thrown, from.type());
        return true;
    }

    private void remember(Throwable thrown) {
        if (causes.isEmpty()) {
            causes = List.of(thrown);
        } else {
            var all = new ArrayList<>(causes);
            all.add(thrown);
            causes = all;
        }
    }

    /** What the caller sees when the step was the last one: the earlier causes are its suppressed exceptions. */
    Throwable failure(Throwable thrown) {
        Throwable failure = thrown;
        for (int at = 0; at <= index; at++) {
            // A fallback may throw what it was told: the refusal of a step before, which other streams share.
            failure = chain.steps().get(at).guards().asSeenByCaller(failure);
        }
        // An Error reaches the caller untouched.
        if (failure instanceof Exception) {
            for (Throwable earlier : causes) {
                Causes.suppress(failure, earlier);
            }
        }
        return failure;
    }
}
