package org.cqrsjakarta.internal.telemetry;

import org.cqrsjakarta.telemetry.TelemetryEvent;

/** Where everything is reported. Callable from any thread; never throws what an observer throws. */
@FunctionalInterface
public interface Telemetry {

    /**
     * Tells whether anybody hears of such events. Those that nobody hears of need not be told.
     *
     * @param type of the events
     */
    default boolean hears(Class<? extends TelemetryEvent> type) {
        return true;
    }

    /**
     * Records one event.
     *
     * @param event what happened
     */
    void record(TelemetryEvent event);
}
