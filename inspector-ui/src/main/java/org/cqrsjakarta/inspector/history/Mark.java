package org.cqrsjakarta.inspector.history;

/**
 * A time from which events are missing.
 *
 * @param server name of the connection
 * @param from   the last time that is complete
 * @param to     the first time that is complete again; {@link Long#MAX_VALUE} while it lasts
 * @param kind   why
 * @param events how many are missing; 0 if nobody knows
 */
public record Mark(String server, long from, long to, Kind kind, long events) {

    /** Why events are missing. */
    public enum Kind {
        /** There was no connection. */
        DISCONNECTED("no connection"),
        /** The server's recorder was too small. */
        LOST_AT_SERVER("lost at the server"),
        /** They came faster than they could be taken in here. */
        DROPPED_HERE("dropped by the inspector"),
        /** They came in a form that is none. */
        UNREADABLE("could not be read");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For a human. */
        public String words() {
            return words;
        }
    }

    Mark until(long end) {
        return new Mark(server, from, Math.max(from, end), kind, events);
    }

    /** Whether it lasts. */
    public boolean isOpen() {
        return to == Long.MAX_VALUE;
    }
}
