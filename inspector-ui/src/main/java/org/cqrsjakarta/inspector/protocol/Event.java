package org.cqrsjakarta.inspector.protocol;

import org.jspecify.annotations.Nullable;

/** Something that happened to a stream or to a circuit of a server. */
public sealed interface Event {

    /** When, in microseconds since 1970, by the clock of the server. */
    long t();

    /** The event's name in the protocol. */
    String type();

    /** An event of a stream. */
    sealed interface OfStream extends Event {

        /** Id of the stream. */
        String stream();
    }

    /** The first item of a stream was asked for. */
    record Started(long t, String stream, String request, String handler) implements OfStream {
        @Override
        public String type() {
            return "started";
        }
    }

    /** A stream has its first item. */
    record FirstItem(long t, String stream, String handler) implements OfStream {
        @Override
        public String type() {
            return "first-item";
        }
    }

    /**
     * A stream has got further, or is held from now on, or is not held any more.
     *
     * @param held whether nobody listens, and it is kept for its client to come back
     */
    record Progress(long t, String stream, long position, boolean held) implements OfStream {

        /** Of a stream that somebody listens to. */
        public Progress(long t, String stream, long position) {
            this(t, stream, position, false);
        }

        @Override
        public String type() {
            return "progress";
        }
    }

    /** A stream leaves one handler for the next. */
    record Switchover(long t, String stream, long position, String from, String to, String reason) implements OfStream {
        @Override
        public String type() {
            return "switchover";
        }
    }

    /**
     * The handler that a stream was left to has given its first item.
     *
     * @param gap microseconds since the switchover
     */
    record TookOver(long t, String stream, long position, String handler, long gap) implements OfStream {
        @Override
        public String type() {
            return "took-over";
        }
    }

    /**
     * A stream is over.
     *
     * @param reason class of the failure; {@code null} if there was none
     */
    record Ended(
            long t,
            String stream,
            long position,
            StreamEnd end,
            @Nullable String reason) implements OfStream {
        @Override
        public String type() {
            return "ended";
        }
    }

    /** A circuit has changed its state. */
    record CircuitChanged(long t, String circuit, CircuitState from, CircuitState to) implements Event {
        @Override
        public String type() {
            return "circuit";
        }
    }
}
