package org.cqrsjakarta.internal.delivery;

/** Something that is delivered to a client, and counts for the bounds of its application until its handlers are out. */
public interface OpenDelivery {

    /** Of the stream, as logs, threads and inspectors have it. */
    String id();

    /** What only its client knows: the id, and a secret part. It stands in its events. */
    String address();

    /** Whose stream of what it is. */
    StreamKey key();

    /** Ends it without keeping this thread. */
    void closeApart();

    /** The application stops: whoever listens is told. May take as long as the client likes. */
    void drain();

    /** Whether its handlers have come to their end, which somebody who listens has still to be told. */
    boolean tellsItsEnd();

    /** Ends it at once: the handlers are released, and nothing is kept. Callable from any thread, any number of times. */
    void close();
}
