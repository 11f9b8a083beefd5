package org.cqrsjakarta.inspector.history;

/**
 * A stream has lost a handler.
 *
 * @param at    when
 * @param lane  the stream
 * @param fatal whether nothing took over
 */
public record Incident(long at, StreamLane lane, boolean fatal) {}
