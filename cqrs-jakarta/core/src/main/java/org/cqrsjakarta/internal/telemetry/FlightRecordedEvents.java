package org.cqrsjakarta.internal.telemetry;

import org.cqrsjakarta.telemetry.CircuitChanged;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;

/**
 * Commits an event of the JDK's Flight Recorder for each switchover, each stream that has ended and each change of a
 * circuit, then passes on what it was told. While nothing is being recorded, an event costs a look at a flag.
 */
public final class FlightRecordedEvents implements Telemetry {

    private final Telemetry next;

    private FlightRecordedEvents(Telemetry next) {
        this.next = next;
    }

    /**
     * Puts the Flight Recorder before another recorder.
     *
     * @param next is told everything, after it
     * @return {@code next} itself on a Java runtime without the module {@code jdk.jfr}
     */
    public static Telemetry before(Telemetry next) {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent() ? new FlightRecordedEvents(next) : next;
    }

    @Override
    public void record(TelemetryEvent event) {
        if (event instanceof SwitchedOver switchover) {
            SwitchoverEvent.commit(switchover);
        } else if (event instanceof StreamEnded ended) {
            StreamEvent.commit(ended);
        } else if (event instanceof CircuitChanged change) {
            CircuitEvent.commit(change);
        }
        next.record(event);
    }
}
