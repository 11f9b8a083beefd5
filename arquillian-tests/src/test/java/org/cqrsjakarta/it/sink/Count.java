package org.cqrsjakarta.it.sink;

import org.cqrsjakarta.StreamRequest;

/**
 * Asks for numbers.
 *
 * @param items     how many
 * @param breaksAt  how many of them the primary gives before it fails; negative: it does not
 * @param fails     whether the fallback fails after the last
 * @param gapMillis pause before each but the first; negative: for ever
 * @param padding   how many characters each item has beside its number
 */
public record Count(int items, int breaksAt, boolean fails, int gapMillis, int padding)
        implements StreamRequest<Number> {}
