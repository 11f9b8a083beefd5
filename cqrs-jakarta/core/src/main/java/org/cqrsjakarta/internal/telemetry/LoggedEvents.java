package org.cqrsjakarta.internal.telemetry;

import java.util.function.Consumer;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.telemetry.CircuitChanged;
import org.cqrsjakarta.telemetry.Reason;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;

/** Writes one log line for each switchover and each change of a circuit, then tells the application's observers. */
public final class LoggedEvents implements Telemetry {

    private final Consumer<TelemetryEvent> observers;

    /**
     * Creates the recorder.
     *
     * @param observers fires an event; may throw what an observer throws
     */
    public LoggedEvents(Consumer<TelemetryEvent> observers) {
        this.observers = observers;
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public void record(TelemetryEvent event) {
        try {
            if (event instanceof SwitchedOver switchover) {
                log(switchover);
            } else if (event instanceof CircuitChanged change) {
                log(change);
            }
            observers.accept(event);
        } catch (Throwable e) {
            TelemetryLog.LOG.observerFailed(event.getClass().getSimpleName(), e);
        }
    }

    private static void log(SwitchedOver event) {
        TelemetryLog.LOG.switchedOver(
                event.stream(),
                event.position(),
                event.from(),
                event.to(),
                described(Reason.of(event.cause()).cause()));
    }

    private static void log(CircuitChanged event) {
        if (event.to() == CircuitState.OPEN) {
            TelemetryLog.LOG.circuitOpened(
                    event.circuit(), event.from().name(), event.to().name());
        } else {
            TelemetryLog.LOG.circuitChanged(
                    event.circuit(), event.from().name(), event.to().name());
        }
    }

    /** On one line, whatever the other side of a connection has written into it. */
    private static String described(Throwable cause) {
        try {
            return cause.toString().replaceAll("[\\r\\n]+", " ");
        } catch (RuntimeException ownTrouble) {
            return cause.getClass().getName();
        }
    }
}
