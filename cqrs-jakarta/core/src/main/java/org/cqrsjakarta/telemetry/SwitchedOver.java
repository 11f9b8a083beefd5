package org.cqrsjakarta.telemetry;

/**
 * A stream has left one step for the next, which is about to be created.
 *
 * @param stream   id of the stream
 * @param position how many items were delivered so far, 0 or more
 * @param from     name of the handler that was left
 * @param to       name of the handler that takes over
 * @param cause    the failure as it was thrown, or a {@link org.cqrsjakarta.CircuitOpenException}
 */
public record SwitchedOver(String stream, long position, String from, String to, Throwable cause)
        implements TelemetryEvent {}
