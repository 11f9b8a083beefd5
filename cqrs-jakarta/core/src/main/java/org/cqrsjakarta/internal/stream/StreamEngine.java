package org.cqrsjakarta.internal.stream;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.cqrsjakarta.internal.chain.Chain;
import org.cqrsjakarta.internal.event.EventTurns;
import org.cqrsjakarta.internal.telemetry.Telemetry;
import org.cqrsjakarta.internal.time.Threads;
import org.cqrsjakarta.spi.Time;

/**
 * Starts runs.
 *
 * @param time      the clock of all streams
 * @param threads   starts their threads
 * @param random    for pauses between attempts
 * @param telemetry where they report
 * @param turns     publishes what their handlers raise
 * @param open      keeps account of those that run
 * @param ids       a new id for each stream: letters, digits, {@code -} and {@code _} only
 */
public record StreamEngine(
        Time time,
        Threads threads,
        RandomGenerator random,
        Telemetry telemetry,
        EventTurns turns,
        OpenRuns open,
        Supplier<String> ids) {

    /** Has the first end of a step be a rehearsed one, before there are streams: classes are loaded by it. */
    public void rehearse() {
        Rehearsal.of(time);
    }

    /**
     * Prepares one run; nothing happens before the first item is asked for.
     *
     * @param chain    what serves the request
     * @param request  the request
     * @param context  in which handlers run
     * @param listener of this run's switchovers
     * @return the run, to be exhausted or closed
     */
    public <R> StreamRun<R> prepare(
            Chain<R> chain, Object request, StreamContext context, SwitchoverListener listener) {
        return prepare(chain, request, context, 0, listener);
    }

    /**
     * Prepares a run that goes on where an earlier one of the same request was left.
     *
     * @param chain    what serves the request
     * @param request  the request
     * @param context  in which handlers run
     * @param from     position from which items are handed out, 0 or more: so many of the primary's are produced, and
     *                 passed over as delivered ones
     * @param listener of this run's switchovers
     * @return the run, to be exhausted or closed
     */
    public <R> StreamRun<R> prepare(
            Chain<R> chain, Object request, StreamContext context, long from, SwitchoverListener listener) {
        StepEnvironment around = new StepEnvironment(this, context, request);
        return new StreamRun<>(around, new ChainCursor<>(chain), new Delivered<>(chain, from, around), listener);
    }

    /**
     * Prepares a run that goes on with a stream whose node is lost. When its first item is asked for, the step that ran
     * there is left at once, with a {@link org.cqrsjakarta.NodeLostException}: its handler is not created, and no circuit
     * counts it. The next step goes on by its continuation.
     *
     * @param chain    what serves the request
     * @param request  the request
     * @param context  in which handlers run
     * @param takeover what is known of the stream
     * @param listener of this run's switchovers, that from the lost step included
     * @return the run, to be exhausted or closed
     * @throws IllegalArgumentException if the chain cannot take over from that step ({@link Chain#canTakeOver})
     */
    public <R> StreamRun<R> prepare(
            Chain<R> chain, Object request, StreamContext context, Takeover<R> takeover, SwitchoverListener listener) {
        if (!chain.canTakeOver(takeover.step())) {
            throw new IllegalArgumentException("step = " + takeover.step() + " of "
                    + chain.steps().size() + ", counted from 0; none follows that takes over");
        }
        StepEnvironment around = new StepEnvironment(this, context, request, takeover.stream());
        return new StreamRun<>(
                around, new ChainCursor<>(chain, takeover), new Delivered<>(chain, takeover, around), listener);
    }
}
