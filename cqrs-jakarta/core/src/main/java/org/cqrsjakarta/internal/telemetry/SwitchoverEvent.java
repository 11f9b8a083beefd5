package org.cqrsjakarta.internal.telemetry;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.cqrsjakarta.telemetry.Reason;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.jspecify.annotations.Nullable;

/** A switchover, as the Flight Recorder keeps it. Of the cause it has no more than the class: texts may hold secrets. */
@Name("org.cqrsjakarta.Switchover")
@Label("Switchover")
@Category({"cqrs-jakarta"})
@Description("A stream has left one handler for the next")
@StackTrace(false)
final class SwitchoverEvent extends Event {

    @Label("Stream")
    @Nullable
    String stream;

    @Label("Position")
    @Description("How many items were delivered so far")
    long position;

    @Label("From")
    @Nullable
    String from;

    @Label("To")
    @Nullable
    String to;

    @Label("Cause")
    @Nullable
    String cause;

    private SwitchoverEvent() {}

    /** Whether such events are being recorded. */
    static boolean isRecorded() {
        return new SwitchoverEvent().isEnabled();
    }

    /** Builds and writes it if it is being recorded. */
    static void commit(SwitchedOver fact) {
        SwitchoverEvent event = new SwitchoverEvent();
        if (event.shouldCommit()) {
            event.stream = fact.stream();
            event.position = fact.position();
            event.from = fact.from();
            event.to = fact.to();
            event.cause = Reason.of(fact.cause()).className();
            event.commit();
        }
    }
}
