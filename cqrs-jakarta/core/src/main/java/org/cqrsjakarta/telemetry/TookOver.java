package org.cqrsjakarta.telemetry;

import java.time.Duration;

/**
 * A handler that a stream was left for has given its first item.
 *
 * @param stream   id of the stream
 * @param position how many items were delivered before that one, 0 or more
 * @param handler  name of the handler that has taken over
 * @param gap      how long the stream was without a handler that gave anything: since the switchover, or the first of
 *                 several in a row
 */
public record TookOver(String stream, long position, String handler, Duration gap) implements TelemetryEvent {}
