package org.cqrsjakarta.internal.delivery;

import org.cqrsjakarta.rest.StreamSummary;

/** Where the frames of a delivered stream come from. */
public interface Production {

    /** Id of the stream. */
    String id();

    /** What only its client knows: the id, and a secret part. */
    String address();

    /** How many items were delivered, those before it began included. */
    long position();

    /** What was delivered up to now, of a stream that has not come to its end. */
    StreamSummary summary();

    /** How it ends where nobody wants it any more. */
    default Ending asLeft() {
        return new Ending.Left(summary());
    }

    /** Whether nothing is lost when nobody listens: another node has the stream, and waits for its client. */
    default boolean isElsewhere() {
        return false;
    }

    /** Nobody listens, and the stream is kept for its client to come back; or somebody does again. */
    void held(boolean kept);

    /** Begins; once at the most. */
    void start();

    /**
     * It is wanted no more.
     *
     * @param started whether {@link #start} was called; else it never is
     */
    void close(boolean started);
}
