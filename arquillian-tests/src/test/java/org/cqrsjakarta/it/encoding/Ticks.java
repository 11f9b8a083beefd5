package org.cqrsjakarta.it.encoding;

import org.cqrsjakarta.StreamRequest;

/**
 * Asks for numbers.
 *
 * @param count   how many
 * @param silence whether nothing follows the first one
 */
public record Ticks(int count, boolean silence) implements StreamRequest<Integer> {}
