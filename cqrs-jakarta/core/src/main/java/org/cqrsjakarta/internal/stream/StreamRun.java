package org.cqrsjakarta.internal.stream;

import static org.cqrsjakarta.internal.stream.Stage.Rest.BETWEEN_STEPS;
import static org.cqrsjakarta.internal.stream.Stage.Rest.ENDED;
import static org.cqrsjakarta.internal.stream.Stage.Rest.LEFT;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.event.Raising;
import org.cqrsjakarta.internal.source.ConsumerInterruptedException;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.jspecify.annotations.Nullable;

/**
 * One run of one chain. One thread at a time consumes; any thread may close.
 *
 * <p>The stage is the one thing that both touch. Whoever moves it away from a step owns that step's end: the consumer by
 * CAS when the step ends or fails, the closer by replacing whatever stands there. So each step is settled once, and a
 * failure that was provoked by closing is never taken for one of the source.
 *
 * @param <R> type of the items
 */
public final class StreamRun<R> implements AutoCloseable {

    private final StreamEngine engine;
    private final Chain<R> chain;
    private final StreamContext context;
    private final SwitchoverListener listener;
    private final String id;
    private final Surroundings around;
    private final StreamRecord record;
    private final Delivered<R> delivered;
    private final ChainCursor<R> cursor;
    private final Supplier<@Nullable R> advance = this::advance;
    private final AtomicReference<Stage> stage = new AtomicReference<>(BETWEEN_STEPS);

    private volatile Runnable onLeaving = () -> {};
    private volatile boolean held;

    /** The consuming thread's own. */
    private @Nullable StepRun<R> running;

    StreamRun(
            StreamEngine engine,
            Chain<R> chain,
            Object request,
            StreamContext context,
            long from,
            SwitchoverListener listener) {
        this.engine = engine;
        this.chain = chain;
        this.context = context;
        this.listener = listener;
        this.id = engine.ids().get();
        this.around = new Surroundings(request, engine.time(), this::startThread);
        this.record = new StreamRecord(engine, id);
        this.delivered = new Delivered<>(chain, from);
        this.cursor = new ChainCursor<>(chain);
    }

    /** Id of the stream. */
    public String id() {
        return id;
    }

    /** What is streamed. */
    public Object request() {
        return around.request();
    }

    /** When the first item was asked for, in nanoseconds of the engine's clock; 0 before. */
    public long startNanos() {
        return record.startNanos();
    }

    /** Has somebody stop what keeps the consuming thread busy when the run is left, before its handler is closed. */
    public void onLeaving(Runnable stopping) {
        onLeaving = stopping;
    }

    /** Whether nobody listens, and the stream is kept for its client to come back. */
    public boolean isHeld() {
        return held;
    }

    /** Whoever delivers it says so: nobody listens, and its client may come back; or somebody does again. */
    public void held(boolean kept) {
        held = kept;
    }

    /** How many items the client has been given, those before this run included. */
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
     * Consumes to the end of the stream. Handlers that push do so on this thread.
     *
     * <p>Throws what the last step threw, as {@link #next()} does.
     *
     * @param action is given each item; what it throws ends the consumption and reaches the caller, who then has to
     *     close the run
     * @throws RunClosedException if the run is closed before its end
     */
    public void forEachRemaining(Consumer<? super R> action) {
        context.call(() -> {
            forEachRemainingHere(action);
            return null;
        });
    }

    /** The same, on a thread that has entered the stream's contexts already: twice would be twice the stack. */
    public void forEachRemainingHere(Consumer<? super R> action) {
        try (Raising raising = Raising.begin()) {
            for (StepRun<R> step = current(); step != null; step = current()) {
                consume(step, raising, action);
            }
        }
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
        onLeaving.run();
        AtomicBoolean settled = new AtomicBoolean();
        Supplier<@Nullable Void> settling = () -> {
            if (settled.compareAndSet(false, true)) {
                if (interrupted instanceof StepRun<?> step) {
                    // What its consumer never saw has not happened: neither the items nor their events.
                    var unused = step.raised().close();
                    settle(step, Outcome.IGNORED);
                } else if (interrupted instanceof Pause pause) {
                    pause.end();
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
        try (Raising raising = Raising.begin()) {
            for (StepRun<R> step = current(); step != null; step = current()) {
                R item;
                try {
                    item = step.next(raising, delivered);
                } catch (Throwable thrown) {
                    leave(step, thrown, raising);
                    continue;
                }
                if (item != null) {
                    handOn(step, item);
                    return item;
                }
                complete(step, raising);
            }
            return null;
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void consume(StepRun<R> step, Raising raising, Consumer<? super R> action) {
        AtomicReference<@Nullable Throwable> ownFailure = new AtomicReference<>();
        try {
            step.forEachRemaining(raising, delivered, item -> {
                try {
                    handOn(step, item);
                    action.accept(item);
                } catch (Throwable e) {
                    ownFailure.setPlain(e);
                    throw e;
                }
            });
        } catch (Throwable thrown) {
            if (thrown == ownFailure.getPlain()) {
                throw Causes.<RuntimeException>rethrow(thrown);
            }
            leave(step, thrown, raising);
            return;
        }
        complete(step, raising);
    }

    /** The step that runs, or begins now; {@code null} after the end. */
    private @Nullable StepRun<R> current() {
        Stage now = stage.get();
        if (now == ENDED) {
            return null;
        }
        if (now == LEFT) {
            throw cancelled(null);
        }
        if (record.start()) {
            start();
        }
        return running == null ? begin() : running;
    }

    /** Whoever hears of a stream finds it among those that are open, until it has ended. */
    private void start() {
        engine.open().add(this);
        if (stage.get() == LEFT) {
            // Whoever has left it may have looked for it before.
            engine.open().remove(this);
        }
        record.started(around.request().getClass(), chain.primary().name());
    }

    private StepRun<R> begin() {
        while (true) {
            Step<R> step = cursor.step();
            switch (step.guards().admit()) {
                case Admission.Refused refused -> refused(step, refused.cause());
                case Admission.Pass pass -> {
                    StepRun<R> run = new StepRun<>(step, pass, cursor.switchover(), around);
                    if (!stage.compareAndSet(BETWEEN_STEPS, run)) {
                        pass.giveBack();
                        throw cancelled(null);
                    }
                    if (cursor.attempt(engine.time().nanos())) {
                        record.stepStarted(step.name());
                    }
                    running = run;
                    return run;
                }
            }
        }
    }

    /** A refusal ends a retry: then the failure of the last attempt is what there is to pass on. */
    private void refused(Step<R> step, RuntimeException refusal) {
        Throwable failure = cursor.lastFailure();
        if (failure == null) {
            passOn(step, refusal, refusal);
        } else {
            passOn(step, failure, Causes.unwrap(failure));
        }
    }

    private void handOn(StepRun<R> step, R item) {
        if (stage.get() != step) {
            throw cancelled(null);
        }
        if (delivered.isUnchanged()) {
            record.firstItem(step.step().name());
        }
        record.item(delivered.position(), step.step().name());
        publish(step.events());
        delivered.add(item);
    }

    private void leave(StepRun<R> run, Throwable thrown, Raising raising) {
        if (thrown instanceof ConsumerInterruptedException) {
            // Nothing that the source has done: whoever interrupts a consumer wants it to stop.
            Thread.currentThread().interrupt();
            close();
            throw cancelled(thrown);
        }
        running = null;
        if (!stage.compareAndSet(run, BETWEEN_STEPS)) {
            throw cancelled(thrown);
        }
        Throwable cause = Causes.unwrap(thrown);
        if (thrown instanceof InterruptedException && run.runsOnItsConsumer()) {
            // A failure like any other (rule 1), but whoever interrupted this thread has not been answered by it.
            Thread.currentThread().interrupt();
        }
        finish(run, run.step().guards().circuit().outcomeOf(cause), raising);
        Duration pause = cursor.pauseBeforeRetry(
                cause, delivered.isUnchanged(), engine.time().nanos(), engine.random());
        if (pause == null || !waited(run.step(), pause, cause)) {
            passOn(run.step(), thrown, cause);
        } else {
            cursor.failed(thrown);
            delivered.startOver();
        }
    }

    /** Waits before the next attempt; {@code false} if this thread was interrupted and had better not wait. */
    private boolean waited(Step<R> step, Duration duration, Throwable cause) {
        StreamLog.LOG.retrying(
                id, step.name(), cursor.attempts(), cause.getClass().getName(), duration);
        Pause pause = new Pause();
        if (!stage.compareAndSet(BETWEEN_STEPS, pause)) {
            throw cancelled(cause);
        }
        boolean waited = !Thread.currentThread().isInterrupted();
        try {
            if (waited) {
                pause.await(engine.time(), duration);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            waited = false;
        }
        if (!stage.compareAndSet(pause, BETWEEN_STEPS)) {
            throw cancelled(cause);
        }
        return waited;
    }

    /** Goes on to the next step; throws where there is none, or it does not take over. */
    private void passOn(Step<R> from, Throwable thrown, Throwable cause) {
        if (!cursor.switchOver(thrown, cause, delivered)) {
            fail(thrown);
            return;
        }
        long position = delivered.position();
        String to = cursor.step().name();
        record.switchedOver(position, from.name(), to, thrown);
        listener.switchedOver(position, from.name(), to, cause);
    }

    private void fail(Throwable thrown) {
        if (!stage.compareAndSet(BETWEEN_STEPS, ENDED)) {
            throw cancelled(thrown);
        }
        Throwable failure = cursor.failure(thrown);
        ended(StreamEnded.End.FAILED, failure);
        throw Causes.<RuntimeException>rethrow(failure);
    }

    private void complete(StepRun<R> run, Raising raising) {
        running = null;
        if (!stage.compareAndSet(run, ENDED)) {
            throw cancelled(null);
        }
        finish(run, Outcome.SUCCEEDED, raising);
        ended(StreamEnded.End.COMPLETED, null);
    }

    /** Settles a step that came to its end by itself, and publishes what it raised and no item took along. */
    private void finish(StepRun<R> run, Outcome outcome, Raising raising) {
        raising.into(run.raised());
        try {
            settle(run, outcome);
        } finally {
            raising.into(null);
        }
        publish(run.raised().close());
    }

    private void settle(StepRun<?> run, Outcome outcome) {
        run.settle(
                outcome, failure -> StreamLog.LOG.closingFailed(id, run.step().name(), failure));
    }

    private void publish(List<Object> events) {
        if (!events.isEmpty()) {
            engine.turns().publish(events, this::startObserving);
        }
    }

    private Thread startThread(Runnable task) {
        return engine.threads().start("cqrs-stream-" + id, () -> within(context, task));
    }

    /** In a request context of its own: those of CDI are not made for several threads at once. */
    private Thread startObserving(Runnable task) {
        StreamContext own = context.another();
        return engine.threads().start("cqrs-observers-" + id, () -> {
            try {
                within(own, task);
            } finally {
                own.end();
            }
        });
    }

    /** Where the contexts cannot be entered, as when the application stops, without them: somebody waits for the end. */
    private static void within(StreamContext context, Runnable task) {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            context.call(() -> {
                begun.setPlain(true);
                task.run();
                return null;
            });
        } catch (RuntimeException e) {
            if (begun.getPlain()) {
                throw e;
            }
            StreamLog.LOG.debug("The contexts of a stream could not be entered", e);
            task.run();
        }
    }

    private void ended(StreamEnded.End end, @Nullable Throwable failure) {
        engine.open().remove(this);
        record.ended(delivered.position(), end, failure);
        context.end();
    }

    /** For a thread that consumes this run and may never be short of items. */
    CarrierTurns beginTurns() {
        return new CarrierTurns(engine.time());
    }

    /** What ends a consumption whose consumer has left. */
    public RunClosedException leftByConsumer() {
        return cancelled(null);
    }

    private RunClosedException cancelled(@Nullable Throwable provoked) {
        return new RunClosedException(this, StreamMessages.MESSAGES.cancelled(id, delivered.position()), provoked);
    }
}
