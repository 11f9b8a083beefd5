package org.cqrsjakarta.internal.circuit;

import io.smallrye.faulttolerance.core.Completer;
import io.smallrye.faulttolerance.core.FaultToleranceContext;
import io.smallrye.faulttolerance.core.Future;
import io.smallrye.faulttolerance.core.circuit.breaker.CircuitBreaker;
import io.smallrye.faulttolerance.core.stopwatch.Stopwatch;
import io.smallrye.faulttolerance.core.timer.Timer;
import io.smallrye.faulttolerance.core.timer.TimerTask;
import io.smallrye.faulttolerance.core.util.ExceptionDecision;
import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.cqrsjakarta.CircuitPolicy;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * SmallRye's circuit breaker, fed with outcomes instead of calls: each outcome is one instantaneous guarded call. It
 * keeps the window, the ratio, the delay and the thresholds; whom to admit is decided by its owner. Not thread-safe:
 * its owner guards every call, and wraps what the timer runs.
 */
final class Breaker {

    /** Said where it is: what is called there after all came with another version. */
    private static final String NEVER_ASKED = "SmallRye's circuit breaker does not use this";

    private final DelayTimer delay;
    private final OutcomeWindow window;
    private final CircuitBreaker<@Nullable Void> smallrye;
    private final FaultToleranceContext<@Nullable Void> succeeded =
            new FaultToleranceContext<>(() -> Known.SUCCEEDED, false);
    private final FaultToleranceContext<@Nullable Void> failed = new FaultToleranceContext<>(() -> Known.FAILED, false);

    /**
     * Creates it CLOSED, with an empty window.
     *
     * @param name    of the circuit
     * @param policy  the values
     * @param time    for the delay
     * @param guarded applied to the task that ends the delay before it is scheduled
     */
    Breaker(String name, CircuitPolicy policy, Time time, UnaryOperator<Runnable> guarded) {
        Stopwatch stopwatch = () -> {
            long start = time.nanos();
            return () -> Duration.ofNanos(time.nanos() - start).toMillis();
        };
        delay = new DelayTimer(time, guarded);
        window = new OutcomeWindow(policy.requestVolumeThreshold());
        smallrye = new CircuitBreaker<>(
                FaultToleranceContext::call,
                name,
                ExceptionDecision.ALWAYS_FAILURE,
                policy.delay().toMillis(),
                policy.requestVolumeThreshold(),
                policy.failureRatio(),
                policy.successThreshold(),
                stopwatch,
                delay);
    }

    /** When the delay ends, by the application's clock; to be asked while OPEN. */
    long delayEndNanos() {
        return delay.endNanos;
    }

    CircuitState state() {
        return switch (smallrye.currentState()) {
            case CircuitBreaker.STATE_CLOSED -> CircuitState.CLOSED;
            case CircuitBreaker.STATE_OPEN -> CircuitState.OPEN;
            default -> CircuitState.HALF_OPEN;
        };
    }

    /**
     * Brings it where the nodes that share it are.
     *
     * @param to        their state
     * @param remaining of the delay, while OPEN
     */
    void bring(CircuitState to, Duration remaining) {
        switch (to) {
            case CLOSED -> reset();
            case OPEN -> open(remaining);
            case HALF_OPEN -> {
                if (state() != CircuitState.HALF_OPEN) {
                    open(remaining);
                    delay.end();
                }
            }
        }
    }

    private void open(Duration remaining) {
        if (state() == CircuitState.OPEN) {
            delay.begin(remaining);
            return;
        }
        delay.next = remaining;
        // A window full of failures, or one while HALF_OPEN: SmallRye has no other way there.
        while (state() != CircuitState.OPEN) {
            var unused = smallrye.apply(failed);
        }
    }

    /** Back to CLOSED, with an empty window. */
    void reset() {
        smallrye.reset();
        window.clear();
    }

    /** Counts an outcome. */
    void count(boolean failure) {
        boolean wasClosed = state() == CircuitState.CLOSED;
        if (wasClosed) {
            window.add(failure);
        }
        var unused = smallrye.apply(failure ? failed : succeeded);
        if (!wasClosed && state() == CircuitState.CLOSED) {
            window.clear();
        }
    }

    /** What the decision to open rests on; while OPEN, what it rested on. */
    CircuitFacts.Window window() {
        return window.facts();
    }

    /**
     * An outcome. SmallRye's own future is for one call only, and would be made for each. Its circuit breaker asks for what
     * comes {@link #then}, and for nothing else.
     *
     * @param failure {@code null} if it has succeeded
     */
    private record Known(@Nullable Throwable failure) implements Future<@Nullable Void> {

        static final Known SUCCEEDED = new Known(null);
        static final Known FAILED = new Known(new Reported());

        @Override
        public void then(BiConsumer<@Nullable Void, @Nullable Throwable> callback) {
            callback.accept(null, failure);
        }

        @Override
        public void thenComplete(Completer<@Nullable Void> completer) {
            throw new UnsupportedOperationException(NEVER_ASKED);
        }

        @Override
        public boolean isComplete() {
            throw new UnsupportedOperationException(NEVER_ASKED);
        }

        @Override
        public boolean isCancelled() {
            throw new UnsupportedOperationException(NEVER_ASKED);
        }

        @Override
        public @Nullable Void awaitBlocking() {
            throw new UnsupportedOperationException(NEVER_ASKED);
        }

        @Override
        public void cancel() {
            throw new UnsupportedOperationException(NEVER_ASKED);
        }
    }

    /** Counted and never seen, so it needs no stack trace, and one is all there need be. */
    private static final class Reported extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        Reported() {
            super("reported as FAILED", null, false, false);
        }
    }

    /** The part of SmallRye's timer that its circuit breaker uses. */
    private static final class DelayTimer implements Timer {

        private final Time time;
        private final UnaryOperator<Runnable> guarded;
        private long endNanos;

        /** In place of the policy's, for once. */
        private @Nullable Duration next;

        private Runnable task = () -> {};
        private Time.Alarm alarm = () -> {};

        DelayTimer(Time time, UnaryOperator<Runnable> guarded) {
            this.time = time;
            this.guarded = guarded;
        }

        @Override
        public int getId() {
            return 0;
        }

        @Override
        public TimerTask schedule(long delayInMillis, Runnable task) {
            this.task = task;
            begin(next == null ? Duration.ofMillis(delayInMillis) : next);
            next = null;
            return new Delay(alarm);
        }

        void begin(Duration delay) {
            alarm.cancel();
            endNanos = time.nanos() + delay.toNanos();
            alarm = time.schedule(delay, guarded.apply(task));
        }

        void end() {
            alarm.cancel();
            task.run();
        }

        @Override
        public TimerTask schedule(long delayInMillis, Runnable task, Executor executor) {
            throw new UnsupportedOperationException(NEVER_ASKED);
        }

        @Override
        public int countScheduledTasks() {
            throw new UnsupportedOperationException(NEVER_ASKED);
        }

        @Override
        public void shutdown() {
            throw new UnsupportedOperationException(NEVER_ASKED);
        }
    }

    private record Delay(Time.Alarm alarm) implements TimerTask {

        @Override
        public boolean isDone() {
            throw new UnsupportedOperationException(NEVER_ASKED);
        }

        @Override
        public boolean cancel() {
            alarm.cancel();
            return true;
        }
    }
}
