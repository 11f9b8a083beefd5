package org.cqrsjakarta.inspector.protocol;

/**
 * A message with where and when it came in.
 *
 * @param server   name of the connection; empty if the recording does not say
 * @param received microseconds since 1970 by the clock of the inspector; -1 if the recording does not say
 * @param message  the message
 */
public record RecordedMessage(String server, long received, Message message) {}
