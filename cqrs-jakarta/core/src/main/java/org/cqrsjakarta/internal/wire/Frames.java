package org.cqrsjakarta.internal.wire;

/**
 * What one response is written from. All but {@link #over} are called by the response's thread alone, and nothing here
 * waits: when there is nothing to be taken the thread waits for its {@link Bell}.
 */
public interface Frames {

    /** What follows what was taken. */
    enum Next {
        /** There is more already. */
        MORE,

        /** There may be more; the bell tells. */
        LATER,

        /** Nothing: the response is to end. */
        END
    }

    /**
     * The response has begun: its client sees an open stream as soon as this has returned.
     *
     * @param bell to be rung when there is something to be taken, or the end has come. May be rung in vain, by any thread
     */
    void begin(Bell bell);

    /** Adds what there is to what is to be written, until that has no more room than it needs. */
    Next take(FrameBuffer into);

    /**
     * Asks, before the thread waits, whether it has to.
     *
     * @param bytes for which it would wait, 1 or more
     * @return {@code false} if there are as many already, or the end has come; else the bell rings when there are
     */
    boolean isShortOf(int bytes);

    /**
     * The response is over, or its client counts as gone. Called once, by any thread, which is not to be kept.
     *
     * @param written whether everything up to {@link Next#END} was written and flushed
     */
    void over(boolean written);

    /** The server has the response back. Called once, by the response's thread, after all else; may take its time. */
    default void out() {}
}
