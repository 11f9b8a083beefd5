package org.cqrsjakarta.internal.stream;

import static org.cqrsjakarta.internal.stream.Stage.Rest.BETWEEN_STEPS;
import static org.cqrsjakarta.internal.stream.Stage.Rest.ENDED;
import static org.cqrsjakarta.internal.stream.Stage.Rest.LEFT;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cqrsjakarta.CircuitOpenException;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.Switchover;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.jspecify.annotations.Nullable;

/**
 * One run of one chain. One thread at a time pulls; any thread may close.
 *
 * <p>The stage is the one thing that both touch. Whoever moves it away from a step owns that step's end: the puller by
 * CAS when the step ends or fails, the closer by replacing whatever stands there. So each step is settled once, and a
 * failure that was provoked by closing is never taken for one of the source.
 *
 * @param <R> type of the items
 */
public final class StreamRun<R> implements AutoCloseable {

    private final Chain<R> chain;
    private final StreamRequest<R> request;
    private final StreamContext context;
    private final SwitchoverListener listener;
    private final String id;
    private final StreamRecord record;
    private final Delivered<R> delivered;
    private final Supplier<@Nullable R> advance = this::advance;
    private final AtomicReference<Stage> stage = new AtomicReference<>(BETWEEN_STEPS);

    /** What was thrown at earlier switchovers, oldest first. The pulling thread's own, as the next three. */
    private final List<Throwable> causes = new ArrayList<>(0);

    private @Nullable StepRun<R> running;
    private int upcoming;
    private @Nullable Switchover<R> switchover;

    StreamRun(
            StreamEngine engine,
            Chain<R> chain,
            StreamRequest<R> request,
            StreamContext context,
            SwitchoverListener listener) {
        this.chain = chain;
        this.request = request;
        this.context = context;
        this.listener = listener;
        this.id = engine.ids().get();
        this.record = new StreamRecord(engine, id);
        this.delivered = new Delivered<>(chain);
    }

    /** Id of the stream. */
    public String id() {
        return id;
    }

    /** How many items were handed out by {@link #next()}. */
    public long position() {
        return delivered.position();
    }

    /** Names of the handlers that were started, in order. */
    public List<String> steps() {
        return record.steps();
    }

    /**
     * Produces the next item, of whichever step.
     *
     * <p>Throws what the last step threw, as it was thrown; afterwards, and after the end, the run is closed.
     *
     * @return the item; {@code null} at the end of the stream
     * @throws RunClosedException if the run was closed before its end, by this thread or another
     */
    public @Nullable R next() {
        return context.call(advance);
    }

    /**
     * Pulls to the end of the stream.
     *
     * @param action is given each item; what it throws ends the pulling and reaches the caller
     * @throws RunClosedException if the run is closed before its end
     */
    void forEachRemaining(Consumer<? super R> action) {
        context.call(() -> {
            for (R item = advance(); item != null; item = advance()) {
                action.accept(item);
            }
            return null;
        });
    }

    /** The consumer walks away: releases the handler, and no circuit counts it. Without effect after the end. */
    @Override
    public void close() {
        leave(StreamEnded.End.LEFT, null);
    }

    /**
     * The consumer cannot go on: as {@link #close()}, but the stream has failed, for a reason that is not its handler's.
     *
     * @param failure the reason
     */
    public void abandon(Throwable failure) {
        leave(StreamEnded.End.FAILED, failure);
    }

    private void leave(StreamEnded.End end, @Nullable Throwable failure) {
        Stage before;
        do {
            before = stage.get();
            if (before == ENDED || before == LEFT) {
                return;
            }
        } while (!stage.compareAndSet(before, LEFT));
        Stage interrupted = before;
        AtomicBoolean settled = new AtomicBoolean();
        Supplier<@Nullable Void> settling = () -> {
            if (settled.compareAndSet(false, true)) {
                if (interrupted instanceof StepRun<?> step) {
                    settle(step, Outcome.IGNORED);
                }
                ended(end, failure);
            }
            return null;
        };
        try {
            context.call(settling);
        } finally {
            // Where the contexts cannot be entered, as when the application stops, it is settled without them.
            settling.get();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private @Nullable R advance() {
        Stage now = stage.get();
        if (now == ENDED) {
            return null;
        }
        if (now == LEFT) {
            throw cancelled(null);
        }
        record.start(request.getClass(), chain.primary().name());
        while (true) {
            StepRun<R> step = running;
            if (step == null) {
                step = begin();
            }
            R item;
            try {
                item = step.next(request, delivered);
            } catch (Throwable thrown) {
                leave(step, thrown);
                continue;
            }
            if (item == null) {
                complete(step);
                return null;
            }
            if (delivered.position() == 0) {
                record.firstItem(step.step().name());
            }
            if (stage.get() != step) {
                throw cancelled(null);
            }
            delivered.add(item);
            return item;
        }
    }

    private StepRun<R> begin() {
        while (true) {
            Step<R> step = chain.steps().get(upcoming);
            Permit permit = step.circuit().admit();
            if (permit == null) {
                passOn(step, step.refusal(), step.refusal());
                continue;
            }
            StepRun<R> run = new StepRun<>(step, permit, switchover);
            if (!stage.compareAndSet(BETWEEN_STEPS, run)) {
                permit.report(Outcome.IGNORED);
                throw cancelled(null);
            }
            record.stepStarted(step.name());
            running = run;
            return run;
        }
    }

    private void leave(StepRun<R> run, Throwable thrown) {
        running = null;
        if (!stage.compareAndSet(run, BETWEEN_STEPS)) {
            throw cancelled(thrown);
        }
        Throwable cause = Causes.unwrap(thrown);
        if (cause instanceof InterruptedException) {
            // A failure like any other (rule 1), but whoever interrupted this thread has not been answered by it.
            Thread.currentThread().interrupt();
        }
        settle(run, run.step().circuit().outcomeOf(cause));
        passOn(run.step(), thrown, cause);
    }

    /** Makes the next step the upcoming one; throws where there is none, or it does not take over. */
    private void passOn(Step<R> from, Throwable thrown, Throwable cause) {
        Step<R> to = upcoming + 1 < chain.steps().size() ? chain.steps().get(upcoming + 1) : null;
        if (to == null
                || to.takeover() == null
                || !(thrown == from.refusal() || to.takeover().filter().admits(cause))) {
            fail(from, thrown);
            return;
        }
        causes.add(thrown);
        upcoming++;
        long position = delivered.position();
        switchover = new Handover<>(position, delivered.last(to.remembers()), thrown, from.type());
        record.switchedOver(position, from.name(), to.name(), thrown);
        listener.switchedOver(position, from.name(), to.name(), cause);
    }

    private void fail(Step<R> last, Throwable thrown) {
        if (!stage.compareAndSet(BETWEEN_STEPS, ENDED)) {
            throw cancelled(thrown);
        }
        Throwable failure = thrown == last.refusal()
                ? new CircuitOpenException(StreamMessages.MESSAGES.refused(last.name()), false)
                : thrown;
        // An Error reaches the caller untouched.
        if (failure instanceof Exception) {
            causes.stream().filter(earlier -> earlier != failure).forEach(failure::addSuppressed);
        }
        ended(StreamEnded.End.FAILED, failure);
        throw Causes.<RuntimeException>rethrow(failure);
    }

    private void complete(StepRun<R> run) {
        running = null;
        if (!stage.compareAndSet(run, ENDED)) {
            throw cancelled(null);
        }
        settle(run, Outcome.SUCCEEDED);
        ended(StreamEnded.End.COMPLETED, null);
    }

    private void settle(StepRun<?> run, Outcome outcome) {
        Throwable failure = run.settle(outcome);
        if (failure != null) {
            StreamLog.LOG.closingFailed(id, run.step().name(), failure);
        }
    }

    private void ended(StreamEnded.End end, @Nullable Throwable failure) {
        record.ended(delivered.position(), end, failure);
        context.end();
    }

    private RunClosedException cancelled(@Nullable Throwable provoked) {
        return new RunClosedException(StreamMessages.MESSAGES.cancelled(id, delivered.position()), provoked);
    }
}
