package org.cqrsjakarta.internal.stream;

import static org.cqrsjakarta.internal.stream.Stage.Rest.BETWEEN_STEPS;
import static org.cqrsjakarta.internal.stream.Stage.Rest.ENDED;
import static org.cqrsjakarta.internal.stream.Stage.Rest.LEFT;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The stage of a run, the one thing that the consuming thread and whoever closes it both touch. Whoever moves the run away
 * from a step owns that step's end: so each is settled once, and a failure that was provoked by closing is never taken for
 * one of the source.
 *
 * <pre>
 *                 is admitted              comes to its end
 *   BETWEEN_STEPS -----------&gt; StepRun ------------------&gt; ENDED
 *    |   ^   | ^                  |                           ^
 *    |   |   | +----- fails ------+                           |
 *    |   |   +--------- nothing takes over -------------------+
 *    v   |
 *   Pause, before a retry          from each but ENDED: the consumer leaves -&gt; LEFT
 * </pre>
 */
final class StageGate {

    /** An updater and no handle, which would have to be linked; and no object of its own for each stream. */
    private static final AtomicReferenceFieldUpdater<StageGate, Stage> STAGE =
            AtomicReferenceFieldUpdater.newUpdater(StageGate.class, Stage.class, "stage");

    private volatile Stage stage = BETWEEN_STEPS;

    /** Whether the run is at this stage. */
    boolean isAt(Stage asked) {
        return stage == asked;
    }

    /**
     * The consuming thread goes from one stage to the next.
     *
     * @return {@code false} if somebody has taken the run away from it
     */
    boolean move(Stage from, Stage to) {
        return STAGE.compareAndSet(this, from, to);
    }

    /**
     * The consumer leaves.
     *
     * @return the stage that was left; {@code null} if the run had ended, or was left before
     */
    @Nullable
    Stage leave() {
        Stage before = stage;
        while (before != ENDED && before != LEFT) {
            if (STAGE.compareAndSet(this, before, LEFT)) {
                return before;
            }
            before = stage;
        }
        return null;
    }
}
