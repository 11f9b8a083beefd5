package org.cqrsjakarta.internal.telemetry;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.cqrsjakarta.telemetry.CircuitChanged;
import org.jspecify.annotations.Nullable;

/** A change of a circuit, as the Flight Recorder keeps it. */
@Name("org.cqrsjakarta.Circuit")
@Label("Circuit")
@Category({"cqrs-jakarta"})
@Description("A circuit has changed its state")
@StackTrace(false)
final class CircuitEvent extends Event {

    @Label("Circuit")
    @Nullable
    String circuit;

    @Label("From")
    @Nullable
    String from;

    @Label("To")
    @Nullable
    String to;

    private CircuitEvent() {}

    /** Whether such events are being recorded. */
    static boolean isRecorded() {
        return new CircuitEvent().isEnabled();
    }

    /** Builds and writes it if it is being recorded. */
    static void commit(CircuitChanged fact) {
        CircuitEvent event = new CircuitEvent();
        if (event.shouldCommit()) {
            event.circuit = fact.circuit();
            event.from = fact.from().name();
            event.to = fact.to().name();
            event.commit();
        }
    }
}
