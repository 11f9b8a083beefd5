package org.cqrsjakarta.internal.stream;

import java.time.Duration;
import org.cqrsjakarta.internal.chain.Admission;
import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.internal.circuit.Permit;
import org.cqrsjakarta.internal.source.Occupancy;
import org.cqrsjakarta.internal.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * The end of a step: built with it, and run once by whoever has taken the step away. Its parts come one after another,
 * each whatever became of those before it: the permit is reported, whoever is within the handler is told and waited for,
 * and handler and place are given back by the last one out.
 *
 * <p>Nothing here is a lambda: the first run may be on a stack that is exhausted, and what cannot be linked once never
 * can be again (JVMS 5.4.3).
 */
final class Settlement {

    /** How long whoever leaves a handler waits for it: long for code that hears of an interrupt, short for a client. */
    static final Duration PATIENCE = Duration.ofMillis(100);

    /** How long whoever leaves a whole stream waits while its handler closes what it held: less than a stop may take. */
    static final Duration CLOSING = Duration.ofSeconds(3);

    private final StepEnvironment around;
    private final Permit permit;
    private final Tenancy tenancy;
    private final Occupancy occupancy;

    /** The step's source, if that has a thread of its own. */
    private volatile @Nullable Source<?> apart;

    /**
     * Builds it.
     *
     * @param around  the step's stream
     * @param handler name of the handler, for messages
     * @param pass    what the handler's guards gave
     */
    Settlement(StepEnvironment around, String handler, Admission.Pass pass) {
        this.around = around;
        this.permit = pass.permit();
        this.tenancy = new Tenancy(around, handler, pass.bulkhead());
        this.occupancy = new Occupancy(tenancy);
    }

    Permit permit() {
        return permit;
    }

    Occupancy occupancy() {
        return occupancy;
    }

    Tenancy tenancy() {
        return tenancy;
    }

    /** The step runs on a thread of its own from now on. */
    void takes(Source<?> started) {
        apart = started;
        if (occupancy.isLeft()) {
            started.leave();
        }
    }

    /** Whether the step runs where it is consumed. */
    boolean isHere() {
        return apart == null;
    }

    /** Reports the permit, and tells whoever is within the handler to come out. */
    @SuppressWarnings("IllegalCatch")
    void begin(Outcome outcome) {
        try {
            permit.report(outcome);
        } catch (Throwable e) {
            StreamLog.LOG.notCounted(around.stream(), tenancy.handler(), e);
        }
        try {
            Source<?> left = apart;
            if (left != null) {
                left.leave();
            }
        } catch (Throwable e) {
            StreamLog.LOG.debug("A source could not be left", e);
        }
        var unused = occupancy.leave();
    }

    /**
     * Gives handler and place back, or waits until whoever is within has; one that does not come out is left behind, and
     * its source closed beside the stream.
     *
     * @param closing for which it is awaited while it closes what it held
     */
    @SuppressWarnings("IllegalCatch")
    void end(Duration closing) {
        try {
            if (!occupancy.vacateOrAwait(around.time(), PATIENCE, closing)) {
                StreamLog.LOG.doesNotComeOut(around.stream(), tenancy.handler(), PATIENCE);
                var unused = around.apply(new Beside());
            }
        } catch (Throwable e) {
            StreamLog.LOG.debug("A handler that does not come out could not be closed beside its stream", e);
        }
    }

    private final class Beside implements Runnable {
        @Override
        @SuppressWarnings("IllegalCatch")
        public void run() {
            try {
                Source<?> left = apart;
                if (left != null) {
                    left.abandon();
                }
            } catch (Throwable e) {
                StreamLog.LOG.closingFailed(around.stream(), tenancy.handler(), e);
            } finally {
                tenancy.closeBeside();
            }
        }
    }
}
