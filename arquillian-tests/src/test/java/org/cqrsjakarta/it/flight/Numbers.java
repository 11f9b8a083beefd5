package org.cqrsjakarta.it.flight;

import org.cqrsjakarta.StreamRequest;

/** Asks for one, two and three. */
public record Numbers() implements StreamRequest<Integer> {}
