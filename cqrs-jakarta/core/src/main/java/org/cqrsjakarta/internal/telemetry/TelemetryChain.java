package org.cqrsjakarta.internal.telemetry;

import org.cqrsjakarta.telemetry.TelemetryEvent;
import org.jspecify.annotations.Nullable;

/**
 * One recorder before another, of which neither can fail the stream or the circuit that reports, nor keep an event from the
 * other. Errors count as failures here, too: a class that the application's class loader does not find is missed when an
 * event is recorded, and not before.
 */
public final class TelemetryChain implements Telemetry {

    private final Telemetry part;
    private final @Nullable Telemetry next;

    /** Set once the part has lacked a class: it will lack it the next time, too. */
    private volatile boolean off;

    private TelemetryChain(Telemetry part, @Nullable Telemetry next) {
        this.part = part;
        this.next = next;
    }

    /**
     * Puts a recorder before another one.
     *
     * @param part is told everything first
     * @param next is told everything after it, whatever becomes of that
     */
    public static Telemetry of(Telemetry part, Telemetry next) {
        return new TelemetryChain(part, next);
    }

    /** Puts a recorder at the end. */
    public static Telemetry of(Telemetry last) {
        return new TelemetryChain(last, null);
    }

    @Override
    public boolean hears(Class<? extends TelemetryEvent> type) {
        return (next != null && next.hears(type)) || (!off && partHears(type));
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public void record(TelemetryEvent event) {
        if (!off) {
            try {
                part.record(event);
            } catch (Throwable e) {
                failed(event.getClass(), e);
            }
        }
        if (next != null) {
            next.record(event);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private boolean partHears(Class<? extends TelemetryEvent> type) {
        try {
            return part.hears(type);
        } catch (Throwable e) {
            failed(type, e);
            return false;
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void failed(Class<?> event, Throwable failure) {
        boolean missing = failure instanceof LinkageError;
        if (missing) {
            off = true;
        }
        try {
            if (missing) {
                TelemetryLog.LOG.recorderOff(part.getClass().getSimpleName(), failure.toString());
            } else {
                TelemetryLog.LOG.recorderFailed(part.getClass().getSimpleName(), event.getSimpleName(), failure);
            }
        } catch (Throwable notSaid) {
            // Of an application whose class loader is closed already: it is about to end, and a stream of it goes on.
            failure.addSuppressed(notSaid);
        }
    }
}
