package org.cqrsjakarta.internal.sse;

import java.util.Optional;

/** What one node tells all others about streams, as a line of ASCII. */
sealed interface NodePost {

    /** As it is posted. */
    String text();

    /**
     * Somebody wants a stream.
     *
     * @param key      of the stream
     * @param position from which on it is wanted
     * @param node     that has it
     */
    record Follow(String key, long position, String node) implements NodePost {

        private static final String NAME = "F";
        private static final int PARTS = 4;

        @Override
        public String text() {
            return String.join(" ", NAME, key, Long.toString(position), node);
        }
    }

    /**
     * A stream is to end.
     *
     * @param key  of the stream
     * @param user whose stream it is, by a digest
     */
    record Stop(String key, String user) implements NodePost {

        private static final String NAME = "S";
        private static final int PARTS = 3;

        @Override
        public String text() {
            return String.join(" ", NAME, key, user);
        }
    }

    /**
     * All streams of a user are to end.
     *
     * @param user who, by a digest
     * @param node that says so, on which they have ended
     */
    record StopAll(String user, String node) implements NodePost {

        private static final String NAME = "A";
        private static final int PARTS = 3;

        @Override
        public String text() {
            return String.join(" ", NAME, user, node);
        }
    }

    /** Reads one; empty if it is none that is known here, as of a later version. */
    static Optional<NodePost> parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts[0].equals(Follow.NAME) && parts.length == Follow.PARTS) {
            return Optional.of(new Follow(parts[1], Long.parseLong(parts[2]), parts[3]));
        }
        if (parts[0].equals(Stop.NAME) && parts.length == Stop.PARTS) {
            return Optional.of(new Stop(parts[1], parts[2]));
        }
        if (parts[0].equals(StopAll.NAME) && parts.length == StopAll.PARTS) {
            return Optional.of(new StopAll(parts[1], parts[2]));
        }
        return Optional.empty();
    }
}
