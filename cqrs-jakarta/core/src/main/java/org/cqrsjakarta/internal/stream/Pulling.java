package org.cqrsjakarta.internal.stream;

import java.util.function.Supplier;
import org.cqrsjakarta.internal.event.Raising;
import org.jspecify.annotations.Nullable;

/**
 * The section of a run that produces one item, made once for all of them.
 *
 * @param <R> type of the items
 */
final class Pulling<R> implements Supplier<@Nullable R> {

    private final StreamRun<R> run;
    private final StepSequence<R> steps;
    private final Progress<R> progress;
    private final StageGate stage;

    /** Of the thread that took the last item, which mostly takes the next one. */
    private @Nullable Raising known;

    /**
     * Prepares it.
     *
     * @param run      whose items are taken
     * @param steps    of the run
     * @param progress of the run
     * @param stage    of the run
     */
    Pulling(StreamRun<R> run, StepSequence<R> steps, Progress<R> progress, StageGate stage) {
        this.run = run;
        this.steps = steps;
        this.progress = progress;
        this.stage = stage;
    }

    /** The next item, within the stream's contexts; {@code null} at the end. */
    @Override
    @SuppressWarnings("IllegalCatch")
    public @Nullable R get() {
        Raising raising = raising();
        for (StepRun<R> step = current(); step != null; step = current()) {
            R item;
            try {
                item = step.next(raising);
            } catch (Throwable thrown) {
                StackReserve.check();
                steps.failed(step, thrown, raising);
                continue;
            }
            if (item != null) {
                handOn(step, item);
                return item;
            }
            StackReserve.check();
            steps.complete(step, raising);
        }
        return null;
    }

    private Raising raising() {
        Raising before = known;
        Raising here = Raising.here(before);
        if (here != before) {
            known = here;
        }
        return here;
    }

    /** Each item comes at another depth, so each beginning and each end is to ask for room. */
    private @Nullable StepRun<R> current() {
        if (!steps.areRunning()) {
            StackReserve.check();
        }
        return steps.current();
    }

    private void handOn(StepRun<R> step, R item) {
        var events = step.events();
        // Whoever has left the run has moved its stage before.
        steps.clearInterrupt();
        if (!stage.isAt(step)) {
            throw run.cancelled(null);
        }
        progress.handOn(item, events, step.step());
    }
}
