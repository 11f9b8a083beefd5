package org.cqrsjakarta.rest;

import java.util.List;
import java.util.Objects;

/**
 * What became of a stream.
 *
 * @param stream    id of the stream, as in its events and in the log
 * @param items     how many items were delivered, 0 or more
 * @param steps     names of the handlers that were started, in order, the primary first unless its circuit refused
 * @param completed whether the last step came to its normal end; {@code false}: the client left before
 */
public record StreamSummary(String stream, long items, List<String> steps, boolean completed) {

    public StreamSummary {
        Objects.requireNonNull(stream, "stream");
        steps = List.copyOf(steps);
    }
}
