package org.cqrsjakarta.inspector.connection;

/** Hears everything that a feed says, as it was said. Called on the feeds' threads. */
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
     * @param json     its content
     */
    void heard(String server, long received, String name, String json);
}
