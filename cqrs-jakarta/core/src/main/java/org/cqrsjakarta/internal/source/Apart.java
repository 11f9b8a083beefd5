package org.cqrsjakarta.internal.source;

/**
 * A source on a thread of its own.
 *
 * @param <R> type of the items
 */
public interface Apart<R> extends Source<R> {

    /** It is left: its thread is interrupted, and what it still produces is dropped. May be called more than once. */
    void leave();

    /** Whether its thread is in the midst of the source's code, and may hold what closing the source needs. */
    boolean isBusy();
}
