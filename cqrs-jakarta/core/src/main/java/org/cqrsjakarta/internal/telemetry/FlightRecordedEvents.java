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
 * circuit. While nothing is being recorded, an event costs a look at a flag.
 */
public final class FlightRecordedEvents implements Telemetry {

    private FlightRecordedEvents() {}

    /**
     * Puts the Flight Recorder before another recorder.
     *
     * @param next is told everything, after it
     * @return {@code next} itself where the library's class loader does not find the Flight Recorder: on a Java runtime
     *     without the module {@code jdk.jfr}, and on a server that does not show it to its applications
     */
    public static Telemetry before(Telemetry next) {
        return isVisible() ? TelemetryChain.of(new FlightRecordedEvents(), next) : next;
    }

    /** Asks for the class, and not for the module: what the runtime has is not what an application of a server sees. */
    private static boolean isVisible() {
        try {
            Class.forName("jdk.jfr.Event", false, FlightRecordedEvents.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError none) {
            return false;
        }
    }

    @Override
    public boolean hears(Class<? extends TelemetryEvent> type) {
        return (type == StreamEnded.class && StreamEvent.isRecorded())
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
    }
}
