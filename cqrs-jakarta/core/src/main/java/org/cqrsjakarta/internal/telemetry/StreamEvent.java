package org.cqrsjakarta.internal.telemetry;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.cqrsjakarta.telemetry.Reason;
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
    @Nullable
    String stream;

    @Label("Items")
    @Description("How many were delivered")
    long items;

    @Label("Steps")
    @Description("Names of the handlers that were started, in order")
    @Nullable
    String steps;

    @Label("End")
    @Nullable
    String end;

    @Label("Lasted")
    @Timespan(Timespan.NANOSECONDS)
    long lasted;

    @Label("Failure")
    @Description("What the caller saw, if anything")
    @Nullable
    String failure;

    private StreamEvent() {}

    /** Whether such events are being recorded. */
    static boolean isRecorded() {
        return new StreamEvent().isEnabled();
    }

    /** Builds and writes it if it is being recorded. */
    static void commit(StreamEnded fact) {
        StreamEvent event = new StreamEvent();
        if (event.shouldCommit()) {
            Throwable failure = fact.failure();
            event.stream = fact.stream();
            event.items = fact.items();
            event.steps = String.join(", ", fact.steps());
            event.end = fact.end().name();
            event.lasted = fact.lasted().toNanos();
            event.failure = failure == null ? null : Reason.of(failure).className();
            event.commit();
        }
    }
}
