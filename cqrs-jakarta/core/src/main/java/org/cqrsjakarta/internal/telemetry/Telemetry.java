package org.cqrsjakarta.internal.telemetry;

import org.cqrsjakarta.telemetry.TelemetryEvent;

/** Where everything is reported. Callable from any thread; never throws what an observer throws. */
@FunctionalInterface
public interface Telemetry {

    /**
     * Records one event.
     *
     * @param event what happened
     */
    void record(TelemetryEvent event);
}
