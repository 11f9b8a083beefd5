package org.cqrsjakarta.internal.stream.exerciser;

/**
 * A domain event.
 *
 * @param key    of the item that it belongs to
 * @param serial tells the events of one item apart
 */
record Raised(HandlerUse use, int key, int serial) {}
