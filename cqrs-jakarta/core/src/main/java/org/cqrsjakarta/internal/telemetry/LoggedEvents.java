package org.cqrsjakarta.internal.telemetry;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.cqrsjakarta.spi.Time;
import org.cqrsjakarta.telemetry.CircuitChanged;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;

/**
 * Logs switchovers and changes of circuits, at a bounded rate, then tells the application's observers of each event.
 * Keeps no alarm that has nothing to tell, and none after {@link #close()}.
 */
public final class LoggedEvents implements Telemetry, AutoCloseable {

    private final Consumer<TelemetryEvent> observers;
    private final Predicate<Class<? extends TelemetryEvent>> observed;
    private final EventLog log;

    /**
     * Creates the recorder.
     *
     * @param observers fires an event; may throw what an observer throws
     * @param observed  which types of events have observers
     * @param rules     how much is logged
     * @param time      by which that is counted
     */
    public LoggedEvents(
            Consumer<TelemetryEvent> observers,
            Predicate<Class<? extends TelemetryEvent>> observed,
            LogRules rules,
            Time time) {
        this.observers = observers;
        this.observed = observed;
        this.log = new EventLog(rules, time);
    }

    @Override
    public boolean hears(Class<? extends TelemetryEvent> type) {
        return type == SwitchedOver.class || type == CircuitChanged.class || observed.test(type);
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public void record(TelemetryEvent event) {
        try {
            if (event instanceof SwitchedOver switchover) {
                log.log(switchover);
            } else if (event instanceof CircuitChanged change) {
                log.log(change);
            }
            observers.accept(event);
        } catch (Throwable e) {
            TelemetryLog.LOG.observerFailed(event.getClass().getSimpleName(), e);
        }
    }

    /** Logs what was counted and not yet told. */
    @Override
    public void close() {
        log.close();
    }
}
