package org.cqrsjakarta.testkit;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.cqrsjakarta.telemetry.Reason;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a stream, in order, whichever way it was consumed.
 *
 * @param moments    what happened
 * @param comparable turns an item as a test names it into one as {@code moments} has it
 */
record Course(List<Moment> moments, UnaryOperator<Object> comparable) {

    /** One thing that happened. */
    sealed interface Moment {}

    /** An item. */
    record Item(Object value) implements Moment {
        @Override
        public String toString() {
            return "item " + value;
        }
    }

    /** A switchover; the reason is the simple name of its cause. */
    record Switch(String from, String to, String reason) implements Moment {
        @Override
        public String toString() {
            return "switchover from '" + from + "' to '" + to + "', reason " + reason;
        }
    }

    /** The normal end. */
    record Completion() implements Moment {
        @Override
        public String toString() {
            return "completion";
        }
    }

    /** Anything else; a failure if it says so. */
    record Other(String event, String text) implements Moment {
        @Override
        public String toString() {
            return event + " " + text;
        }
    }

    Course {
        moments = List.copyOf(moments);
    }

    static Course of(List<Frame> frames) {
        return new Course(
                frames.stream().filter(Frame::isEvent).map(Course::momentOf).toList(), JsonItems::of);
    }

    static Course of(Pulled<?> pulled) {
        List<Moment> moments = new ArrayList<>();
        int position = 0;
        for (SwitchedOver event : pulled.switchovers()) {
            for (; position < event.position(); position++) {
                moments.add(new Item(Objects.requireNonNull(pulled.items().get(position))));
            }
            moments.add(new Switch(
                    event.from(), event.to(), Reason.of(event.cause()).word()));
        }
        pulled.items().stream().skip(position).map(Item::new).forEach(moments::add);
        Throwable failure = pulled.failure();
        moments.add(failure == null ? new Completion() : new Other("failure", failure.toString()));
        return new Course(moments, UnaryOperator.identity());
    }

    private static Moment momentOf(Frame frame) {
        String data = Objects.requireNonNull(frame.data());
        return switch (frame.event()) {
            case "item" -> new Item(JsonItems.parse(data));
            case "switchover" -> switchOf(JsonItems.parse(data).asJsonObject());
            case "complete" -> new Completion();
            default -> new Other(frame.event(), data);
        };
    }

    private static Switch switchOf(JsonObject data) {
        return new Switch(data.getString("from"), data.getString("to"), data.getString("reason"));
    }

    /** The moment at a place; {@code null} behind the last one. */
    @Nullable
    Moment at(int place) {
        return place < moments.size() ? moments.get(place) : null;
    }
}
