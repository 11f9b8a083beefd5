package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.spi.BeanManager;
import org.cqrsjakarta.internal.telemetry.FlightRecordedEvents;
import org.cqrsjakarta.internal.telemetry.LoggedEvents;
import org.cqrsjakarta.internal.telemetry.Telemetry;
import org.cqrsjakarta.telemetry.TelemetryEvent;

/** Telemetry with the application's CDI observers at its end. */
final class ObserverTelemetry {

    private ObserverTelemetry() {}

    static Telemetry of(BeanManager beans) {
        var events = beans.getEvent().select(TelemetryEvent.class);
        return FlightRecordedEvents.before(new LoggedEvents(events::fire));
    }
}
