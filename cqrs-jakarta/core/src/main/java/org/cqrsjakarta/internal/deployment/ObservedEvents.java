package org.cqrsjakarta.internal.deployment;

import jakarta.enterprise.inject.spi.BeanManager;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.telemetry.CircuitChanged;
import org.cqrsjakarta.telemetry.FirstItem;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.cqrsjakarta.telemetry.TookOver;

/**
 * The telemetry events that an application observes, known when it is deployed: building and firing those that it does not
 * was a fifth of what a short stream costs.
 */
final class ObservedEvents {

    private final Set<Class<?>> observed;

    /**
     * Asks the container, which resolves observers by an event.
     *
     * @param beans after deployment
     */
    ObservedEvents(BeanManager beans) {
        observed = Stream.of(
                        new StreamStarted("", Object.class, ""),
                        new FirstItem("", "", Duration.ZERO),
                        new SwitchedOver("", 0, "", "", new CancellationException()),
                        new TookOver("", 0, "", Duration.ZERO),
                        new StreamEnded("", 0, List.of(), StreamEnded.End.LEFT, Duration.ZERO, null),
                        new CircuitChanged("", CircuitState.CLOSED, CircuitState.OPEN))
                .filter(event -> !beans.resolveObserverMethods(event).isEmpty())
                .map(Object::getClass)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean has(Class<? extends TelemetryEvent> type) {
        return observed.contains(type);
    }
}
