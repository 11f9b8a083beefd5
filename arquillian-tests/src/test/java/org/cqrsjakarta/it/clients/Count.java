package org.cqrsjakarta.it.clients;

import org.cqrsjakarta.StreamRequest;

/**
 * Asks for numbers from 1 on.
 *
 * @param items    how many
 * @param breaksAt how many of them the primary gives before it fails
 * @param holdsAt  how many there are before the source waits for the gate; 0: it does not
 * @param gate     its name
 */
public record Count(int items, int breaksAt, int holdsAt, String gate) implements StreamRequest<Counted> {}
