package org.cqrsjakarta.internal.telemetry;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.cqrsjakarta.telemetry.CircuitChanged;

/** A change of a circuit, as the Flight Recorder keeps it. */
@Name("org.cqrsjakarta.Circuit")
@Label("Circuit")
@Category({"cqrs-jakarta"})
@Description("A circuit has changed its state")
@StackTrace(false)
final class CircuitEvent extends Event {

    @Label("Circuit")
    final String circuit;

    @Label("From")
    final String from;

    @Label("To")
    final String to;

    private CircuitEvent(String circuit, String from, String to) {
        this.circuit = circuit;
        this.from = from;
        this.to = to;
    }

    static CircuitEvent of(CircuitChanged event) {
        return new CircuitEvent(event.circuit(), event.from().name(), event.to().name());
    }
}
