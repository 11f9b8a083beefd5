package org.cqrsjakarta.it.redeployment;

import org.cqrsjakarta.StreamRequest;

/**
 * Asks for numbers that never end.
 *
 * @param gapMillis how long they are apart
 * @param padding   how many characters each is longer
 */
public record Endless(long gapMillis, int padding) implements StreamRequest<String> {}
