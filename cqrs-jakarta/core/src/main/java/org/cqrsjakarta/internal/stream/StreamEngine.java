package org.cqrsjakarta.internal.stream;

import java.util.function.Supplier;
import org.cqrsjakarta.StreamRequest;
import org.cqrsjakarta.internal.telemetry.Telemetry;
import org.cqrsjakarta.internal.time.Time;

/**
 * Starts runs.
 *
 * @param time      the clock of all streams
 * @param telemetry where they report
 * @param ids       a new id for each stream: letters, digits, {@code -} and {@code _} only
 */
public record StreamEngine(Time time, Telemetry telemetry, Supplier<String> ids) {

    /**
     * Prepares one run; nothing happens before the first {@link StreamRun#next()}.
     *
     * @param chain    what serves the request
     * @param request  the request
     * @param context  in which handlers run
     * @param listener of this run's switchovers
     * @return the run, to be exhausted or closed
     */
    public <R> StreamRun<R> prepare(
            Chain<R> chain, StreamRequest<R> request, StreamContext context, SwitchoverListener listener) {
        return new StreamRun<>(this, chain, request, context, listener);
    }
}
