package org.cqrsjakarta.it.inspector;

import org.cqrsjakarta.StreamRequest;

/** Asks for one, two and three. */
public record Numbers() implements StreamRequest<Integer> {}
