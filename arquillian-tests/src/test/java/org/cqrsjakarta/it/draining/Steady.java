package org.cqrsjakarta.it.draining;

import org.cqrsjakarta.StreamRequest;

/**
 * Asks for numbers, one after another.
 *
 * @param count  how many; 0: without end
 */
public record Steady(int count) implements StreamRequest<Integer> {}
