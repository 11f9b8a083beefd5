package org.cqrsjakarta.it.http2;

import org.cqrsjakarta.StreamRequest;

/**
 * Asks for a stream that is one of many: none goes on before all are open.
 *
 * @param round     what those that belong together have in common
 * @param streams   how many they are
 * @param items     how many each has after the first
 * @param size      of each item, in characters
 * @param patience  how long the first waits for the last, in milliseconds; then it fails
 */
public record Together(String round, int streams, int items, int size, long patience)
        implements StreamRequest<String> {}
