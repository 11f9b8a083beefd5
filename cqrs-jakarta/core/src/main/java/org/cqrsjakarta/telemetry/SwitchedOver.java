package org.cqrsjakarta.telemetry;

import org.cqrsjakarta.NodeLostException;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * A stream has left one step for the next, which is about to be created.
 *
 * @param stream   id of the stream
 * @param position how many items were delivered so far, 0 or more
 * @param from     name of the handler that was left
 * @param to       name of the handler that takes over
 * @param cause    the failure as it was thrown, or a {@link CircuitBreakerOpenException} when the circuit of {@code from}
 *                 refused, a {@link BulkheadException} when its bulkhead did; those are shared and carry no stack trace;
 *                 or a {@link NodeLostException} when the node that ran {@code from} is gone
 */
public record SwitchedOver(String stream, long position, String from, String to, Throwable cause)
        implements TelemetryEvent {}
