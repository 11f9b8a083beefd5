package org.cqrsjakarta.internal.delivery;

/** Something that is delivered, to which a client can come back. */
public interface HeldDelivery extends OpenDelivery {

    /** How many items have been delivered. */
    long position();

    /** Whether a client that has come to this position can be given everything that follows. */
    boolean reaches(long position);

    /** Whether another node runs it, and has more of it perhaps. */
    default boolean isElsewhere() {
        return false;
    }

    /** Whether somebody listens. */
    boolean isListenedTo();

    /**
     * Closes it, without keeping this thread, unless its client has come back.
     *
     * @return {@code false} if it has
     */
    boolean makeWay();

    /** The same, if the time has come until which it is held. */
    void expire();

    /** Whether its handlers have come to their end, so that it is held for who has perhaps not seen that. */
    boolean hasEnded();
}
