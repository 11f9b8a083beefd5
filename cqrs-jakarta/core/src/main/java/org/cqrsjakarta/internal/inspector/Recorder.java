package org.cqrsjakarta.internal.inspector;

import java.time.Duration;
import org.cqrsjakarta.internal.telemetry.Telemetry;
import org.cqrsjakarta.telemetry.CircuitChanged;
import org.cqrsjakarta.telemetry.FirstItem;
import org.cqrsjakarta.telemetry.Reason;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.cqrsjakarta.telemetry.StreamStarted;
import org.cqrsjakarta.telemetry.SwitchedOver;
import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.cqrsjakarta.telemetry.TookOver;
import org.jspecify.annotations.Nullable;

/** Puts down what happens, as facts in a ring. */
final class Recorder implements Telemetry {

    private static final long NANOS_PER_MICRO = 1000;

    private final FactRing ring;
    private final WallTime clock;

    Recorder(FactRing ring, WallTime clock) {
        this.ring = ring;
        this.clock = clock;
    }

    @Override
    public void record(TelemetryEvent event) {
        ring.add(factOf(event, clock.micros()));
    }

    private static Fact factOf(TelemetryEvent event, long now) {
        if (event instanceof StreamStarted e) {
            return new Fact.Started(now, e.stream(), e.request().getName(), e.primary());
        }
        if (event instanceof FirstItem e) {
            return new Fact.FirstItem(now, e.stream(), e.handler());
        }
        if (event instanceof SwitchedOver e) {
            return new Fact.Switchover(
                    now,
                    e.stream(),
                    e.position(),
                    e.from(),
                    e.to(),
                    Reason.of(e.cause()).className());
        }
        if (event instanceof TookOver e) {
            return new Fact.TookOver(now, e.stream(), e.position(), e.handler(), micros(e.gap()));
        }
        if (event instanceof StreamEnded e) {
            return new Fact.Ended(now, e.stream(), e.items(), e.end(), reasonOf(e.failure()));
        }
        CircuitChanged e = (CircuitChanged) event;
        return new Fact.Circuit(now, e.circuit(), e.from(), e.to());
    }

    private static @Nullable String reasonOf(@Nullable Throwable failure) {
        return failure == null ? null : Reason.of(failure).className();
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / NANOS_PER_MICRO;
    }
}
