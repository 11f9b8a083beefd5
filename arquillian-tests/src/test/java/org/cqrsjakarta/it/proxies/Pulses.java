package org.cqrsjakarta.it.proxies;

import org.cqrsjakarta.StreamRequest;

/**
 * Asks for the time, again and again.
 *
 * @param count         how often
 * @param gapMillis     between two
 * @param silenceMillis after the last one, before the end
 */
public record Pulses(int count, long gapMillis, long silenceMillis) implements StreamRequest<Long> {}
