package org.cqrsjakarta.inspector.connection;

/**
 * Hears every message of a feed, as it was said, the unknown ones of newer servers included; what is no message is heard as
 * one that was lost. Called on the feeds' threads.
 */
@FunctionalInterface
public interface FeedTap {

    /** Hears nothing. */
    FeedTap NONE = (server, received, name, json) -> {};

    /**
     * A message has come in.
     *
     * @param server   name of the connection
     * @param received microseconds since 1970
     * @param name     of the message
     * @param json     its content: one JSON value
     */
    void heard(String server, long received, String name, String json);
}
