package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.spi.BeanManager;
import org.cqrsjakarta.internal.inspector.Inspector;
import org.cqrsjakarta.internal.telemetry.FlightRecordedEvents;
import org.cqrsjakarta.internal.telemetry.LogRules;
import org.cqrsjakarta.internal.telemetry.LoggedEvents;
import org.cqrsjakarta.internal.telemetry.Telemetry;
import org.cqrsjakarta.internal.telemetry.TelemetryChain;
import org.cqrsjakarta.spi.Time;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.jspecify.annotations.Nullable;

/** Telemetry with the log and the application's CDI observers at its end. */
final class ObserverTelemetry implements Telemetry, AutoCloseable {

    private final LoggedEvents logged;
    private final Telemetry first;

    /**
     * Builds it.
     *
     * @param beans     of the application
     * @param rules     how much is logged
     * @param time      of the application
     * @param inspector records for feeds; {@code null} where nobody may look
     */
    ObserverTelemetry(BeanManager beans, LogRules rules, Time time, @Nullable Inspector inspector) {
        var events = beans.getEvent().select(TelemetryEvent.class);
        logged = new LoggedEvents(events::fire, new ObservedEvents(beans)::has, rules, time);
        Telemetry last = TelemetryChain.of(logged);
        first = FlightRecordedEvents.before(inspector == null ? last : inspector.before(last));
    }

    @Override
    public boolean hears(Class<? extends TelemetryEvent> type) {
        return first.hears(type);
    }

    @Override
    public void record(TelemetryEvent event) {
        first.record(event);
    }

    /** Logs what was counted and not yet told. */
    @Override
    public void close() {
        logged.close();
    }
}
