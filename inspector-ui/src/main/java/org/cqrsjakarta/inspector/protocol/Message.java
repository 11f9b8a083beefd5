package org.cqrsjakarta.inspector.protocol;

import java.util.List;

/** One message of a feed. */
public sealed interface Message {

    /**
     * The first one.
     *
     * @param protocol    its version
     * @param node        name of the machine
     * @param application name of the application
     * @param server      name and version of the application server
     * @param clock       the server's time when it was written, in microseconds since 1970
     * @param recorder    changes when the application starts anew
     * @param operator    whether this user may act on circuits
     * @param resumed     whether the feed goes on where the one before was left
     */
    record Hello(
            int protocol,
            String node,
            String application,
            String server,
            long clock,
            String recorder,
            boolean operator,
            boolean resumed)
            implements Message {

        /** The version that is spoken here. */
        public static final int VERSION = 1;
    }

    /** How everything stands at one moment. */
    record Snapshot(long t, List<CircuitFacts> circuits, List<StreamFacts> streams) implements Message {

        public Snapshot {
            circuits = List.copyOf(circuits);
            streams = List.copyOf(streams);
        }
    }

    /** What has happened, in the order in which it was recorded. */
    record Batch(List<Event> events) implements Message {

        public Batch {
            events = List.copyOf(events);
        }
    }

    /** How the circuits stand at one moment. */
    record CircuitsNow(long t, List<CircuitFacts> circuits) implements Message {

        public CircuitsNow {
            circuits = List.copyOf(circuits);
        }
    }

    /** Nothing but that the server is there. In recordings; a feed says it without a message. */
    record Heard() implements Message {}

    /** So many events are missing here. */
    record Lost(long events) implements Message {}
}
