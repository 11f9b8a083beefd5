package org.cqrsjakarta;

/**
 * Asks for one response, by {@link StreamingMediator#send}. The single-response sibling of {@link StreamRequest};
 * implementations are values, preferably records.
 *
 * @param <R> type of the response
 */
public interface Request<R> {}
