package org.cqrsjakarta.it.leaving;

import org.cqrsjakarta.StreamRequest;

/** Asks for ticks: {@code gapMillis} apart, or one and then none when it is negative. */
public record Ticks(int gapMillis, boolean fails) implements StreamRequest<Integer> {}
