package org.cqrsjakarta.telemetry;

import java.time.Duration;

/**
 * A stream has its first item. Not told of a stream that was taken over from a lost node after its first item.
 *
 * @param stream  id of the stream
 * @param handler name of the handler that produced it
 * @param waited  since the stream started
 */
public record FirstItem(String stream, String handler, Duration waited) implements TelemetryEvent {}
