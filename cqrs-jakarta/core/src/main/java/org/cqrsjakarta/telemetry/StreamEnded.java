package org.cqrsjakarta.telemetry;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream has ended, once.
 *
 * @param stream  id of the stream
 * @param items   how many items were delivered, 0 or more
 * @param steps   names of the handlers that were started, in order
 * @param end     how it ended
 * @param lasted  since the stream started
 * @param failure what the caller saw; {@code null} unless {@code end} is {@link End#FAILED}
 */
public record StreamEnded(
        String stream,
        long items,
        List<String> steps,
        End end,
        Duration lasted,
        @Nullable Throwable failure) implements TelemetryEvent {

    public StreamEnded {
        steps = List.copyOf(steps);
    }

    /** The ways for a stream to end. */
    public enum End {
        /** The last step came to its normal end. */
        COMPLETED,
        /** A failure that no fallback took over. */
        FAILED,
        /** The consumer walked away. */
        LEFT
    }
}
