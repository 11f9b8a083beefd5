package org.cqrsjakarta.it.redeployment;

import org.cqrsjakarta.StreamRequest;

/** Asks for numbers that never end. */
public record Endless(long gapMillis) implements StreamRequest<Long> {}
