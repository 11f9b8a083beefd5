package org.cqrsjakarta.it.resumption;

import org.cqrsjakarta.StreamRequest;

/**
 * Asks for the pages of a book.
 *
 * @param book      its title
 * @param count     how many pages it has
 * @param gapMillis how long each page takes, 0 or more
 */
public record Pages(String book, int count, int gapMillis) implements StreamRequest<String> {}
