package org.cqrsjakarta.internal.telemetry;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.cqrsjakarta.telemetry.SwitchedOver;

/** A switchover, as the Flight Recorder keeps it. Of the cause it has no more than the class: texts may hold secrets. */
@Name("org.cqrsjakarta.Switchover")
@Label("Switchover")
@Category({"cqrs-jakarta"})
@Description("A stream has left one handler for the next")
@StackTrace(false)
final class SwitchoverEvent extends Event {

    @Label("Stream")
    final String stream;

    @Label("Position")
    @Description("How many items were delivered so far")
    final long position;

    @Label("From")
    final String from;

    @Label("To")
    final String to;

    @Label("Cause")
    final String cause;

    private SwitchoverEvent(String stream, long position, String from, String to, String cause) {
        this.stream = stream;
        this.position = position;
        this.from = from;
        this.to = to;
        this.cause = cause;
    }

    static SwitchoverEvent of(SwitchedOver event) {
        return new SwitchoverEvent(
                event.stream(),
                event.position(),
                event.from(),
                event.to(),
                event.cause().getClass().getName());
    }
}
