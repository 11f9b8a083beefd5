package org.cqrsjakarta.internal.telemetry;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cqrsjakarta.CircuitState;
import org.cqrsjakarta.spi.Time;
import org.cqrsjakarta.telemetry.CircuitChanged;
import org.cqrsjakarta.telemetry.Reason;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * The log's lines about switchovers and changes of circuits, at a rate that does not grow with the number of streams.
 * What a circuit refuses is told by the line about its change, and counted from then on; of anything else the first ones
 * of an interval are written, the rest is counted. Nothing is left out of the sum of lines and counts.
 */
final class EventLog implements AutoCloseable {

    private final LogRules rules;
    private final Time time;
    private final Map<String, FewLines<SwitchedOver>> refusals = new ConcurrentHashMap<>();
    private final Map<String, FewLines<SwitchedOver>> failures = new ConcurrentHashMap<>();
    private final Map<String, FewLines<CircuitChanged>> changes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    EventLog(LogRules rules, Time time) {
        this.rules = rules;
        this.time = time;
    }

    void log(SwitchedOver event) {
        if (isRefusal(event.cause())) {
            FewLines<SwitchedOver> all = refusals.get(event.from());
            take(event, all != null ? all : refusals.computeIfAbsent(event.from(), name -> refusalsOf()));
        } else if (take(event, failures.computeIfAbsent(event.from(), name -> failuresOf()))) {
            TelemetryLog.LOG.switchedOver(
                    event.stream(), event.position(), event.from(), event.to(), described(Reason.of(event.cause())));
        }
    }

    void log(CircuitChanged event) {
        FewLines<SwitchedOver> refused = refusals.get(event.circuit());
        if (take(event, changes.computeIfAbsent(event.circuit(), name -> changesOf()))) {
            if (refused != null) {
                // What it refused in the state that it leaves stands before the change.
                refused.end();
            }
            write(event);
        }
    }

    /** Writes what was counted. What is told later is written at once. */
    @Override
    public void close() {
        closed = true;
        // Loops: a lambda that is linked for the first time here may have no class loader any more.
        for (FewLines<SwitchedOver> lines : refusals.values()) {
            lines.end();
        }
        for (FewLines<SwitchedOver> lines : failures.values()) {
            lines.end();
        }
        for (FewLines<CircuitChanged> lines : changes.values()) {
            lines.end();
        }
    }

    private <T> boolean take(T event, FewLines<T> lines) {
        boolean admitted = lines.admits(event);
        if (!admitted && closed) {
            // Either close() has seen it or this does.
            lines.end();
        }
        return admitted;
    }

    /**
     * The circuit's own refusal, which is shared and has no trace: a handler may throw one that it got from a stream of
     * its own.
     */
    private static boolean isRefusal(Throwable cause) {
        return cause instanceof CircuitBreakerOpenException && cause.getStackTrace().length == 0;
    }

    private FewLines<SwitchedOver> refusalsOf() {
        return new FewLines<>(
                0,
                rules.interval(),
                time,
                (more, last, within) ->
                        TelemetryLog.LOG.circuitRefused(last.from(), more, described(within), last.to()));
    }

    private FewLines<SwitchedOver> failuresOf() {
        return new FewLines<>(
                rules.lines(),
                rules.interval(),
                time,
                (more, last, within) -> TelemetryLog.LOG.moreSwitchedOver(
                        more,
                        last.from(),
                        last.to(),
                        described(within),
                        last.stream(),
                        last.position(),
                        described(Reason.of(last.cause()))));
    }

    private FewLines<CircuitChanged> changesOf() {
        return new FewLines<>(
                rules.lines(),
                rules.interval(),
                time,
                (more, last, within) -> TelemetryLog.LOG.circuitChangedMore(
                        last.circuit(), more, described(within), last.to().name()));
    }

    private static void write(CircuitChanged event) {
        if (event.to() == CircuitState.OPEN) {
            TelemetryLog.LOG.circuitOpened(
                    event.circuit(), event.from().name(), event.to().name());
        } else {
            TelemetryLog.LOG.circuitChanged(
                    event.circuit(), event.from().name(), event.to().name());
        }
    }

    private static String described(Duration within) {
        return String.format(Locale.ROOT, "%.1f s", within.toNanos() / 1e9);
    }

    /** On one line, whatever the other side of a connection has written into it. */
    private static String described(Reason reason) {
        try {
            return reason.cause().toString().replaceAll("[\\r\\n]+", " ");
        } catch (RuntimeException ownTrouble) {
            return reason.className();
        }
    }
}
