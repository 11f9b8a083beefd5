package org.cqrsjakarta.telemetry;

/**
 * The first item of a stream was asked for; of one that was taken over from a lost node, the first that is asked for here.
 *
 * @param stream  id of the stream: 16 hexadecimal digits
 * @param request class of the request
 * @param primary name of the chain's primary
 */
public record StreamStarted(String stream, Class<?> request, String primary) implements TelemetryEvent {}
