package org.cqrsjakarta;

/**
 * Asks for a stream of items. Implementations are values, preferably records: a chain may hand the same request to
 * several handlers, one after another, on different threads.
 *
 * <p>The chain is found by the request's class. A generic request type with one chain for each parameterisation is
 * told apart by a subclass that fixes the parameter: {@code new Page<Book>(7) {}}.
 *
 * @param <R> type of the items
 */
public interface StreamRequest<R> {}
