package org.cqrsjakarta.internal.telemetry;

import org.cqrsjakarta.telemetry.CircuitChanged;
import org.cqrsjakarta.telemetry.FirstItem;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.cqrsjakarta.telemetry.TookOver;

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
    public boolean hears(Class<? extends TelemetryEvent> type) {
        return next.hears(type)
                || (type == StreamEnded.class && StreamEvent.isRecorded())
                || (type == SwitchedOver.class && SwitchoverEvent.isRecorded())
                || (type == CircuitChanged.class && CircuitEvent.isRecorded());
    }

    @Override
    public void record(TelemetryEvent event) {
        switch (event) {
            case SwitchedOver switchover -> SwitchoverEvent.commit(switchover);
            case StreamEnded ended -> StreamEvent.commit(ended);
            case CircuitChanged change -> CircuitEvent.commit(change);
            case StreamStarted unused -> {}
            case FirstItem unused -> {}
            case TookOver unused -> {}
        }
        next.record(event);
    }
}
