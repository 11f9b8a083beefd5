package org.cqrsjakarta.internal.stream;

import org.cqrsjakarta.Continuation;
import org.cqrsjakarta.internal.chain.Step;
import org.cqrsjakarta.internal.time.CarrierTurns;
import org.cqrsjakarta.spi.Time;
import org.jspecify.annotations.Nullable;

/**
 * Which items of a step go on to the client, where not all of them do: some were delivered before the step took over, or
 * before the run began.
 *
 * @param <R> type of the items
 */
final class Selection<R> {

    private final Step<R> step;
    private final boolean distinct;
    private final Delivered<R> delivered;
    private final CarrierTurns turns;
    private long toSkip;

    private Selection(Step<R> step, long toSkip, Delivered<R> delivered, Time time) {
        this.step = step;
        this.distinct = step.goesOnBy(Continuation.DISTINCT);
        this.toSkip = toSkip;
        this.delivered = delivered;
        this.turns = new CarrierTurns(time);
    }

    /**
     * Begins it.
     *
     * @param step      at its beginning
     * @param reached   position at which the step takes over; 0 for a primary
     * @param delivered what the client has been given
     * @return {@code null} if every item of the step goes on
     */
    static <R> @Nullable Selection<R> of(Step<R> step, long reached, Delivered<R> delivered, Time time) {
        long toSkip = step.goesOnBy(Continuation.SKIP_DELIVERED) ? reached : 0;
        return toSkip > 0 || delivered.looksAtItems() ? new Selection<>(step, toSkip, delivered, time) : null;
    }

    /**
     * Takes up the next item of the step.
     *
     * @return whether it goes on
     */
    boolean passes(R item) {
        boolean wanted;
        if (toSkip > 0) {
            toSkip--;
            wanted = false;
        } else {
            boolean isNew = delivered.addKeyOf(item, step);
            wanted = (isNew || !distinct) && !delivered.had(item);
        }
        if (!wanted) {
            // Its consumer is not told of it, and cannot let others run.
            turns.worked();
        }
        return wanted;
    }
}
