package org.cqrsjakarta.internal.source;

/**
 * A source on a thread of its own.
 *
 * @param <R> type of the items
 */
public interface Apart<R> extends Source<R> {

    /**
     * It is left: what it still produces is dropped, and nobody waits for it any more. Its thread is told apart. May be
     * called more than once.
     */
    void leave();

    /** Its thread does not come out of the source: whatever another thread may do about that is done. */
    void abandon();
}
