package org.cqrsjakarta.internal.stream;

import static org.cqrsjakarta.internal.stream.Stage.Rest.BETWEEN_STEPS;
import static org.cqrsjakarta.internal.stream.Stage.Rest.ENDED;
import static org.cqrsjakarta.internal.stream.Stage.Rest.LEFT;

import java.time.Duration;
import java.util.function.Consumer;
import org.cqrsjakarta.internal.chain.Admission;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.chain.Shape;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.event.RaisedEvents;
import org.cqrsjakarta.internal.event.Raising;
import org.cqrsjakarta.internal.source.Source;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one run, one after another: who is admitted, what follows a failure, and when there is no more. Of the
 * consuming thread, which sees to it that there is room on its stack ({@link StackReserve}): between leave to run and the
 * step that gives it back nothing must fail, nor between a run that is open and its end.
 *
 * @param <R> type of the items
 */
final class StepSequence<R> {

    private final StreamRun<R> run;
    private final StreamEngine engine;
    private final StepEnvironment around;
    private final Progress<R> progress;
    private final StageGate stage;
    private final ChainCursor<R> cursor;

    private @Nullable StepRun<R> running;

    /** Whether the consuming thread belongs to the stream: then nobody else is interested in its interrupts. */
    private boolean onItsOwnThread;

    /**
     * Stands before the first step.
     *
     * @param run      whose steps they are
     * @param around   the stream
     * @param cursor   stands at that step
     * @param progress of the run
     * @param stage    of the run
     */
    StepSequence(
            StreamRun<R> run, StepEnvironment around, ChainCursor<R> cursor, Progress<R> progress, StageGate stage) {
        this.run = run;
        this.engine = around.engine();
        this.around = around;
        this.progress = progress;
        this.stage = stage;
        this.cursor = cursor;
    }

    /** The consuming thread belongs to the stream from now on. */
    void onItsOwnThread() {
        onItsOwnThread = true;
    }

    /** An interrupt that a handler has left on a thread of the stream's own would break what that does next. */
    void clearInterrupt() {
        if (onItsOwnThread) {
            Thread.interrupted();
        }
    }

    /** Whether the next call of {@link #current()} finds a step, and begins none. */
    boolean areRunning() {
        return running != null;
    }

    /** The step that runs, or begins now; {@code null} after the end. */
    @Nullable
    StepRun<R> current() {
        StepRun<R> step = running;
        if (step != null && stage.isAt(step)) {
            return step;
        }
        if (stage.isAt(ENDED)) {
            return null;
        }
        if (stage.isAt(LEFT)) {
            throw run.cancelled(null);
        }
        if (progress.record().start()) {
            start();
        }
        return begin();
    }

    /** Whoever hears of a stream finds it among those that are open, until it has ended. */
    private void start() {
        engine.open().add(run);
        if (stage.isAt(LEFT)) {
            // Whoever has left it may have looked for it before.
            engine.open().remove(run);
        }
        progress.record().started(around.request().getClass(), cursor.primary().name());
        Throwable lost = cursor.lastFailure();
        if (lost != null) {
            // Before anything was tried here: the step has failed with the node that ran it.
            passOn(cursor.step(), lost, lost);
        }
    }

    private StepRun<R> begin() {
        while (true) {
            Step<R> step = cursor.step();
            switch (step.guards().admit()) {
                case Admission.Refused refused -> refused(step, refused.cause());
                case Admission.Pass pass -> {
                    return begun(step, pass);
                }
            }
        }
    }

    private StepRun<R> begun(Step<R> step, Admission.Pass pass) {
        StepRun<R> begun = new StepRun<>(step, pass, cursor.switchover(), progress.delivered(), around);
        if (!stage.move(BETWEEN_STEPS, begun)) {
            // Left meanwhile: the step ends unused.
            begun.settlement().begin(Outcome.IGNORED);
            begun.settlement().end(Settlement.PATIENCE);
            throw run.cancelled(null);
        }
        if (cursor.attempt(engine.time())) {
            progress.record().stepStarted(step);
        }
        running = begun;
        return begun;
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

    /** The way of the step's items to whoever consumes them all. */
    Handing<R> handing(StepRun<R> step, Consumer<? super R> action) {
        return new Handing<>(step.step(), progress, onItsOwnThread, action);
    }

    /** The step has come to its end, and with it the stream. */
    void complete(StepRun<R> step, Raising raising) {
        running = null;
        if (!stage.move(step, ENDED)) {
            throw run.cancelled(null);
        }
        try {
            finish(step, Outcome.SUCCEEDED, raising);
        } finally {
            run.ended(StreamEnded.End.COMPLETED, null);
        }
    }

    /**
     * The step has failed: it is tried again, another takes over, or the stream has failed.
     *
     * @param thrown what it threw, which is thrown again in the last case
     */
    void failed(StepRun<R> step, Throwable thrown, Raising raising) {
        if (thrown instanceof Source.ConsumerInterruptedException) {
            // Nothing that the source has done: whoever interrupts a consumer wants it to stop.
            Thread.currentThread().interrupt();
            run.close();
            throw run.cancelled(thrown);
        }
        Throwable cause = Causes.unwrap(thrown);
        Outcome outcome = step.step().guards().circuit().outcomeOf(cause);
        running = null;
        if (!stage.move(step, BETWEEN_STEPS)) {
            throw run.cancelled(thrown);
        }
        answerInterrupts(step, thrown);
        finish(step, outcome, raising);
        Duration pause =
                cursor.pauseBeforeRetry(cause, progress.delivered().isUnchanged(), engine.time(), engine.random());
        if (pause == null || !waited(step.step(), pause, cause)) {
            passOn(step.step(), thrown, cause);
        } else {
            cursor.failed(thrown);
            progress.delivered().startOver();
        }
    }

    /** A handler's InterruptedException is a failure like any other (rule 9); whose thread it was on is another matter. */
    private void answerInterrupts(StepRun<R> step, Throwable thrown) {
        if (!onItsOwnThread
                && thrown instanceof InterruptedException
                && step.step().shape() != Shape.PUBLISHED
                && step.settlement().isHere()) {
            // Whoever interrupted this thread has not been answered by it. What a publisher reports may be of another
            // one.
            Thread.currentThread().interrupt();
        }
    }

    /** Settles a step that came to its end by itself, and publishes what it raised and no item took along. */
    private void finish(StepRun<R> step, Outcome outcome, Raising raising) {
        RaisedEvents before = raising.into(step.raised());
        try {
            step.settlement().begin(outcome);
            step.settlement().end(Settlement.PATIENCE);
        } finally {
            raising.into(before);
            clearInterrupt();
        }
        progress.publish(step.raised().close());
    }

    /** Waits before the next attempt; {@code false} if this thread was interrupted and had better not wait. */
    private boolean waited(Step<R> step, Duration duration, Throwable cause) {
        StreamLog.LOG.retrying(
                around.stream(),
                step.name(),
                cursor.attempts(),
                cause.getClass().getName(),
                duration);
        Pause pause = new Pause();
        if (!stage.move(BETWEEN_STEPS, pause)) {
            throw run.cancelled(cause);
        }
        boolean waited = pause.await(engine.time(), duration);
        if (!stage.move(pause, BETWEEN_STEPS)) {
            throw run.cancelled(cause);
        }
        return waited;
    }

    /** Goes on to the next step; throws where there is none, or it does not take over. */
    private void passOn(Step<R> from, Throwable thrown, Throwable cause) {
        if (cursor.switchOver(thrown, cause, progress.delivered())) {
            progress.switchedOver(from.name(), cursor.step().name(), thrown, cause);
            return;
        }
        if (!stage.move(BETWEEN_STEPS, ENDED)) {
            throw run.cancelled(thrown);
        }
        Throwable failure = cursor.failure(thrown);
        run.ended(StreamEnded.End.FAILED, failure);
        throw Causes.<RuntimeException>rethrow(failure);
    }
}
