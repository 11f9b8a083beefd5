package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.spi.BeanManager;
import org.cqrsjakarta.internal.inspector.Inspector;
import org.cqrsjakarta.internal.telemetry.FlightRecordedEvents;
import org.cqrsjakarta.internal.telemetry.LoggedEvents;
import org.cqrsjakarta.internal.telemetry.Telemetry;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.jspecify.annotations.Nullable;

/** Telemetry with the application's CDI observers at its end. */
final class ObserverTelemetry {

    private ObserverTelemetry() {}

    /**
     * Builds it.
     *
     * @param beans     of the application
     * @param inspector records for feeds; {@code null} where nobody may look
     */
    static Telemetry of(BeanManager beans, @Nullable Inspector inspector) {
        var events = beans.getEvent().select(TelemetryEvent.class);
        Telemetry told = new LoggedEvents(events::fire);
        return FlightRecordedEvents.before(inspector == null ? told : inspector.before(told));
    }
}
