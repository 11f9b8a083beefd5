package org.cqrsjakarta.internal.inspector;

import jakarta.json.stream.JsonGenerator;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.jspecify.annotations.Nullable;

/** One event as the feed tells it: times and names, no objects of the application. */
sealed interface Fact {

    /** Microseconds since 1970. */
    long micros();

    /** As in the protocol. */
    String type();

    /** Writes what an event of this type has beside its time and type. */
    void writeMembers(JsonGenerator json);

    /** The first item of a stream was asked for. */
    record Started(long micros, String stream, String request, String handler) implements Fact {
        @Override
        public String type() {
            return "started";
        }

        @Override
        public void writeMembers(JsonGenerator json) {
            json.write("stream", stream).write("request", request).write("handler", handler);
        }
    }

    /** A stream has its first item. */
    record FirstItem(long micros, String stream, String handler) implements Fact {
        @Override
        public String type() {
            return "first-item";
        }

        @Override
        public void writeMembers(JsonGenerator json) {
            json.write("stream", stream).write("handler", handler);
        }
    }

    /** A stream has got further, or is held for its client since a moment ago, or is not any more. */
    record Progress(long micros, String stream, long position, boolean held) implements Fact {
        @Override
        public String type() {
            return "progress";
        }

        @Override
        public void writeMembers(JsonGenerator json) {
            json.write("stream", stream).write("position", position);
            if (held) {
                json.write("held", true);
            }
        }
    }

    /** A stream leaves a handler for the next. */
    record Switchover(long micros, String stream, long position, String from, String to, String reason)
            implements Fact {
        @Override
        public String type() {
            return "switchover";
        }

        @Override
        public void writeMembers(JsonGenerator json) {
            json.write("stream", stream)
                    .write("position", position)
                    .write("from", from)
                    .write("to", to)
                    .write("reason", reason);
        }
    }

    /** The handler that a stream was left for has given its first item. */
    record TookOver(long micros, String stream, long position, String handler, long gapMicros) implements Fact {
        @Override
        public String type() {
            return "took-over";
        }

        @Override
        public void writeMembers(JsonGenerator json) {
            json.write("stream", stream)
                    .write("position", position)
                    .write("handler", handler)
                    .write("gap", gapMicros);
        }
    }

    /** A stream is over. */
    record Ended(
            long micros,
            String stream,
            long position,
            StreamEnded.End end,
            @Nullable String reason) implements Fact {
        @Override
        public String type() {
            return "ended";
        }

        @Override
        public void writeMembers(JsonGenerator json) {
            json.write("stream", stream).write("position", position).write("end", end.name());
            if (reason != null) {
                json.write("reason", reason);
            }
        }
    }

    /** A circuit has changed its state. */
    record Circuit(long micros, String circuit, CircuitState from, CircuitState to) implements Fact {
        @Override
        public String type() {
            return "circuit";
        }

        @Override
        public void writeMembers(JsonGenerator json) {
            json.write("circuit", circuit).write("from", from.name()).write("to", to.name());
        }
    }
}
