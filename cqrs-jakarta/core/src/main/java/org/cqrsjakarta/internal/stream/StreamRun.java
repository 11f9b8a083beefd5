package org.cqrsjakarta.internal.stream;

import static org.cqrsjakarta.internal.stream.Stage.Rest.ENDED;
import static org.cqrsjakarta.internal.stream.Stage.Rest.LEFT;

import java.util.List;
import java.util.function.Consumer;
import org.cqrsjakarta.internal.chain.Causes;
import org.cqrsjakarta.internal.event.Raising;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.jspecify.annotations.Nullable;

/**
 * One run of one chain. One thread at a time consumes; any thread may close. The stage ({@link StageGate}) decides which
 * of them ends a step.
 *
 * @param <R> type of the items
 */
public final class StreamRun<R> implements AutoCloseable {

    private final StepEnvironment around;
    private final Progress<R> progress;
    private final StageGate stage = new StageGate();
    private final StepSequence<R> steps;

    private volatile @Nullable Runnable onLeaving;
    private volatile boolean held;

    /** The consuming thread's own; made when the first item is taken alone. */
    private @Nullable Pulling<R> pulling;

    /** Changed without a fence: it only keeps runs apart that are open, and the JDK's own would cost 50 ns. */
    private static int nextHash;

    private final int hash = nextHash += 0x9E37_79B9;

    /** Reachable for as long as the run is, so that it hears when the stream around the run no longer is. */
    private @Nullable WatchedStream watch;

    /**
     * Prepares it.
     *
     * @param around    the stream
     * @param cursor    stands at the step that comes first
     * @param delivered what the client has been given before
     * @param listener  of its switchovers
     */
    StreamRun(StepEnvironment around, ChainCursor<R> cursor, Delivered<R> delivered, SwitchoverListener listener) {
        this.around = around;
        this.progress = new Progress<>(around, delivered, listener);
        this.steps = new StepSequence<>(this, around, cursor, progress, stage);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Id of the stream. */
    public String id() {
        return around.stream();
    }

    /** What is streamed. */
    public Object request() {
        return around.request();
    }

    /** When the first item was asked for, in nanoseconds of the engine's clock; 0 before. */
    public long startNanos() {
        return progress.record().startNanos();
    }

    /** How many items the client has been given, those before this run included. */
    public long position() {
        return progress.delivered().position();
    }

    /** Key of the item that is handed on, where the chain keeps keys. Asked by the consuming thread. */
    public @Nullable Object lastKey() {
        return progress.delivered().lastKey();
    }

    /** Names of the handlers that were started by this run, in order. */
    public List<String> steps() {
        return progress.record().steps();
    }

    /**
     * Has somebody stop what keeps the consuming thread busy, outside of the handler, when the run is left: before anybody
     * waits for the handler, and perhaps on a thread that is not the run's own.
     */
    public void onLeaving(Runnable told) {
        onLeaving = told;
    }

    /**
     * The thread that consumes from now on belongs to this stream. An interrupt that a handler has left on it is nobody's
     * business, and would break what the thread does next.
     */
    public void consumedByItsOwnThread() {
        steps.onItsOwnThread();
    }

    /** Whether nobody listens, and the stream is kept for its client to come back. */
    public boolean isHeld() {
        return held;
    }

    /** Whoever delivers it says so: nobody listens, and its client may come back; or somebody does again. */
    public void held(boolean kept) {
        held = kept;
    }

    /** Has a task run, which throws nothing, when all handlers are out: at once, or by the last one. Once, after the end. */
    public void whenOut(Runnable task) {
        around.whenOut(task);
    }

    StreamEngine engine() {
        return around.engine();
    }

    /** Has the run keep what hears of the end of its consumer. */
    void watchedBy(WatchedStream watching) {
        watch = watching;
    }

    @Nullable
    WatchedStream watch() {
        return watch;
    }

    /** Whether it has ended, or was left. */
    boolean isOver() {
        return stage.isAt(ENDED) || stage.isAt(LEFT);
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
        Pulling<R> section = pulling;
        if (section == null) {
            section = new Pulling<>(this, steps, progress, stage);
            pulling = section;
        }
        return around.context().call(section);
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
        StreamContext context = around.context();
        Consumer<? super R> consumer = context.outside(action);
        context.call(() -> {
            forEachRemainingHere(consumer);
            return null;
        });
    }

    /** The same, on a thread that has entered the stream's contexts already. */
    public void forEachRemainingHere(Consumer<? super R> action) {
        Raising raising = Raising.here();
        // For all steps, whose ends come at this depth.
        StackReserve.check();
        for (StepRun<R> step = steps.current(); step != null; step = steps.current()) {
            consume(step, raising, action);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void consume(StepRun<R> step, Raising raising, Consumer<? super R> action) {
        Handing<R> handing = steps.handing(step, action);
        try {
            step.forEachRemaining(raising, handing);
        } catch (Throwable thrown) {
            if (handing.hasThrown(thrown)) {
                throw Causes.<RuntimeException>rethrow(thrown);
            }
            steps.failed(step, thrown, raising);
            return;
        }
        steps.complete(step, raising);
    }

    /** The consumer walks away: releases the handler, and no circuit counts it. Without effect after the end. */
    @Override
    public void close() {
        leave(StreamEnded.End.LEFT, null);
    }

    /** The consumer cannot go on: as {@link #close()}, but the stream has failed, for a reason that is not its handler's. */
    public void abandon(Throwable failure) {
        leave(StreamEnded.End.FAILED, failure);
    }

    private void leave(StreamEnded.End end, @Nullable Throwable failure) {
        if (stage.isAt(ENDED)) {
            return;
        }
        StackReserve.check();
        Stage left = stage.leave();
        if (left != null) {
            StepEnvironment.within(around.context(), new Departure(left, this, end, failure));
        }
    }

    void tellLeaving() {
        Runnable told = onLeaving;
        if (told != null) {
            told.run();
        }
    }

    void ended(StreamEnded.End end, @Nullable Throwable failure) {
        try {
            around.engine().open().remove(this);
            progress.ended(end, failure);
        } finally {
            around.context().end();
        }
    }

    CarrierTurns beginTurns() {
        return new CarrierTurns(around.time());
    }

    /** What ends a consumption whose consumer has left. */
    public RunClosedException leftByConsumer() {
        return cancelled(null);
    }

    RunClosedException cancelled(@Nullable Throwable provoked) {
        return new RunClosedException(this, StreamMessages.MESSAGES.cancelled(id(), position()), provoked);
    }
}
