package org.cqrsjakarta.internal.stream;

import static org.cqrsjakarta.internal.stream.Stage.Rest.BETWEEN_STEPS;
import static org.cqrsjakarta.internal.stream.Stage.Rest.ENDED;
import static org.cqrsjakarta.internal.stream.Stage.Rest.LEFT;

import java.time.Duration;
import java.util.List;
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
    private final StreamThreads threads;
    private final StreamRecord record;
    private final Delivered<R> delivered;
    private final ChainCursor<R> cursor;
    private final Supplier<@Nullable R> advance = new Advance();
    private final AtomicReference<Stage> stage = new AtomicReference<>(BETWEEN_STEPS);

    private volatile @Nullable LeavingListener onLeaving;
    private volatile boolean held;

    /** The consuming thread's own, as the next. */
    private @Nullable StepRun<R> running;

    /** Reachable for as long as the run is, so that it hears when the stream around the run no longer is. */
    private @Nullable WatchedStream watch;

    /** Whether the consuming thread belongs to the stream: then nobody else is interested in its interrupts. */
    private boolean consumedByItsOwnThread;

    /** Told when a run is left, before anybody waits for its handler. */
    @FunctionalInterface
    public interface LeavingListener {

        /**
         * The run is left, perhaps by a thread that is not its own.
         *
         * @param isWithinHandler whether the consuming thread is within the handler's code, and was interrupted; else it
         *     may be waiting for its client
         */
        void left(boolean isWithinHandler);
    }

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
        this.threads = new StreamThreads(engine, id, context);
        this.around = new Surroundings(id, request, engine.time(), threads::start);
        this.record = new StreamRecord(engine, id);
        this.delivered = new Delivered<>(chain, from, id);
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
    public void onLeaving(LeavingListener listener) {
        onLeaving = listener;
    }

    /**
     * The thread that consumes from now on belongs to this stream. An interrupt that a handler has left on it is nobody's
     * business, and would break what the thread does next.
     */
    public void consumedByItsOwnThread() {
        consumedByItsOwnThread = true;
    }

    StreamEngine engine() {
        return engine;
    }

    /** Has the run keep what hears of the end of its consumer. */
    void watchedBy(WatchedStream watching) {
        watch = watching;
    }

    /** What hears of the end of its consumer; {@code null} if nothing does. */
    @Nullable
    WatchedStream watch() {
        return watch;
    }

    /** Whether it has ended, or was left. */
    boolean isOver() {
        Stage now = stage.get();
        return now == ENDED || now == LEFT;
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
        StackReserve.check();
        Stage left = takeAway();
        if (left != null) {
            StreamThreads.within(context, new Departure(left, end, failure));
        }
    }

    /** Moves the run to its end, if it is not there; {@code null} if it is. */
    private @Nullable Stage takeAway() {
        while (true) {
            Stage before = stage.get();
            if (before == ENDED || before == LEFT) {
                return null;
            }
            if (stage.compareAndSet(before, LEFT)) {
                return before;
            }
        }
    }

    /** The consumer walks away from whatever stage the run was at. */
    private final class Departure implements Runnable {

        private final Stage from;
        private final StreamEnded.End end;
        private final @Nullable Throwable failure;

        Departure(Stage from, StreamEnded.End end, @Nullable Throwable failure) {
            this.from = from;
            this.end = end;
            this.failure = failure;
        }

        @Override
        public void run() {
            boolean within = false;
            try {
                if (from instanceof StepRun<?> step) {
                    // What its consumer never saw has not happened: neither the items nor their events.
                    var unused = step.raised().close();
                    within = step.settlement().begin(Outcome.IGNORED)
                            && step.settlement().isHere();
                } else if (from instanceof Pause pause) {
                    pause.end();
                }
                LeavingListener listener = onLeaving;
                if (listener != null) {
                    listener.left(within);
                }
            } finally {
                try {
                    if (from instanceof StepRun<?> step) {
                        step.settlement().end();
                    }
                } finally {
                    ended(end, failure);
                }
            }
        }
    }

    private final class Advance implements Supplier<@Nullable R> {
        @Override
        public @Nullable R get() {
            return advance();
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
                    failed(step, thrown, raising);
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
            failed(step, thrown, raising);
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
        if (running != null) {
            return running;
        }
        StackReserve.check();
        if (record.start()) {
            start();
        }
        return begin();
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
            // Between leave to run and the step that gives it back nothing must fail.
            StackReserve.check();
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
        if (consumedByItsOwnThread) {
            // Whoever has left the run has moved its stage before.
            Thread.interrupted();
        }
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

    private void failed(StepRun<R> run, Throwable thrown, Raising raising) {
        if (thrown instanceof ConsumerInterruptedException) {
            // Nothing that the source has done: whoever interrupts a consumer wants it to stop.
            Thread.currentThread().interrupt();
            close();
            throw cancelled(thrown);
        }
        StackReserve.check();
        Throwable cause = Causes.unwrap(thrown);
        Outcome outcome = run.step().guards().circuit().outcomeOf(cause);
        running = null;
        if (!stage.compareAndSet(run, BETWEEN_STEPS)) {
            throw cancelled(thrown);
        }
        answerInterrupts(run, thrown);
        finish(run, outcome, raising);
        Duration pause = cursor.pauseBeforeRetry(
                cause, delivered.isUnchanged(), engine.time().nanos(), engine.random());
        if (pause == null || !waited(run.step(), pause, cause)) {
            passOn(run.step(), thrown, cause);
        } else {
            cursor.failed(thrown);
            delivered.startOver();
        }
    }

    /** A handler's InterruptedException is a failure like any other (rule 9); whose thread it was on is another matter. */
    private void answerInterrupts(StepRun<R> run, Throwable thrown) {
        if (!consumedByItsOwnThread
                && thrown instanceof InterruptedException
                && run.settlement().isHere()) {
            // Whoever interrupted this thread has not been answered by it.
            Thread.currentThread().interrupt();
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
        StackReserve.check();
        running = null;
        if (!stage.compareAndSet(run, ENDED)) {
            throw cancelled(null);
        }
        try {
            finish(run, Outcome.SUCCEEDED, raising);
        } finally {
            ended(StreamEnded.End.COMPLETED, null);
        }
    }

    /** Settles a step that came to its end by itself, and publishes what it raised and no item took along. */
    private void finish(StepRun<R> run, Outcome outcome, Raising raising) {
        raising.into(run.raised());
        try {
            var unused = run.settlement().begin(outcome);
            run.settlement().end();
        } finally {
            raising.into(null);
            if (consumedByItsOwnThread) {
                Thread.interrupted();
            }
        }
        publish(run.raised().close());
    }

    private void publish(List<Object> events) {
        if (!events.isEmpty()) {
            engine.turns().publish(events, threads::startObserving);
        }
    }

    private void ended(StreamEnded.End end, @Nullable Throwable failure) {
        try {
            engine.open().remove(this);
            record.ended(delivered.position(), end, failure);
        } finally {
            context.end();
        }
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
