package org.cqrsjakarta.internal.telemetry;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.jspecify.annotations.Nullable;

/** A stream that has ended, as the Flight Recorder keeps it. Of a failure it has no more than the class. */
@Name("org.cqrsjakarta.Stream")
@Label("Stream")
@Category({"cqrs-jakarta"})
@Description("A stream has ended")
@StackTrace(false)
final class StreamEvent extends Event {

    @Label("Stream")
    final String stream;

    @Label("Items")
    @Description("How many were delivered")
    final long items;

    @Label("Steps")
    @Description("Names of the handlers that were started, in order")
    final String steps;

    @Label("End")
    final String end;

    @Label("Lasted")
    @Timespan(Timespan.NANOSECONDS)
    final long lasted;

    @Label("Failure")
    @Description("What the caller saw, if anything")
    final @Nullable String failure;

    private StreamEvent(String stream, long items, String steps, String end, long lasted, @Nullable String failure) {
        this.stream = stream;
        this.items = items;
        this.steps = steps;
        this.end = end;
        this.lasted = lasted;
        this.failure = failure;
    }

    static StreamEvent of(StreamEnded event) {
        Throwable failure = event.failure();
        return new StreamEvent(
                event.stream(),
                event.items(),
                String.join(", ", event.steps()),
                event.end().name(),
                event.lasted().toNanos(),
                failure == null ? null : failure.getClass().getName());
    }
}
