package org.cqrsjakarta.internal.chain;

import java.util.Objects;
import org.cqrsjakarta.internal.circuit.Circuit;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.source.Limits;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * What stands around one handler: who is let in, how long it may take, and whether it is tried again.
 *
 * @param circuit    admits by what is known about the handler
 * @param bulkhead   admits as many as there are places
 * @param retry      when a primary that has delivered nothing is tried again
 * @param limits     of its time
 * @param refusal    stands for a refusal of the circuit; shared by all streams
 * @param saturation stands for a refusal of the bulkhead; shared by all streams
 */
public record Guards(
        Circuit circuit,
        Bulkhead bulkhead,
        RetryRule retry,
        Limits limits,
        CircuitBreakerOpenException refusal,
        BulkheadException saturation) {

    private static final StackTraceElement[] NOWHERE = {};

    public Guards {
        Objects.requireNonNull(circuit, "circuit");
        Objects.requireNonNull(bulkhead, "bulkhead");
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(limits, "limits");
    }

    /** The guards of one handler. */
    public static Guards of(String handler, Circuit circuit, Bulkhead bulkhead, RetryRule retry, Limits limits) {
        var saturation = new BulkheadException(ChainMessages.MESSAGES.saturated(handler, bulkhead.places()));
        saturation.setStackTrace(NOWHERE);
        var refusal = new CircuitBreakerOpenException(ChainMessages.MESSAGES.refused(handler));
        refusal.setStackTrace(NOWHERE);
        return new Guards(circuit, bulkhead, retry, limits, refusal, saturation);
    }

    /** A circuit only. */
    public static Guards of(String handler, Circuit circuit) {
        return of(handler, circuit, Bulkhead.NONE, RetryRule.NONE, Limits.NONE);
    }

    /** Asks for leave to run the handler once. */
    public Admission admit() {
        Permit permit = circuit.admit();
        if (permit == null) {
            return new Admission.Refused(refusal);
        }
        if (!bulkhead.enter()) {
            // Nothing was learnt about the handler, unless its policy says that this is a failure, too.
            permit.report(circuit.outcomeOf(saturation) == Outcome.FAILED ? Outcome.FAILED : Outcome.IGNORED);
            return new Admission.Refused(saturation);
        }
        return new Admission.Pass(permit, bulkhead);
    }

    /** What a caller sees of a refusal of theirs: an exception of its own, which may be changed. Anything else as it is. */
    public Throwable asSeenByCaller(Throwable thrown) {
        if (thrown == refusal) {
            return new CircuitBreakerOpenException(refusal.getMessage());
        }
        return thrown == saturation ? new BulkheadException(saturation.getMessage()) : thrown;
    }
}
