package org.cqrsjakarta.inspector.connection;

import org.cqrsjakarta.inspector.text.Printable;

/**
 * How a connection stands.
 *
 * @param state  the state
 * @param words  what there is to say about it, for a human, in one line; may be empty
 * @param since  since when, in microseconds since 1970
 */
public record Health(State state, String words, long since) {

    private static final int MOST_SHOWN = 600;

    public Health {
        // Some of it is what the other side has said.
        words = Printable.of(words, MOST_SHOWN);
    }

    /** The states of a connection. */
    public enum State {
        /** It is being opened for the first time. */
        CONNECTING,
        /** The feed comes in. */
        LIVE,
        /** It is lost, and tried again. */
        RETRYING,
        /** It is not tried again before something is changed: the words say what. */
        REFUSED,
        /** It was closed here. */
        CLOSED
    }
}
