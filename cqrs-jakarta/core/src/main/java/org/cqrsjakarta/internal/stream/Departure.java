package org.cqrsjakarta.internal.stream;

import org.cqrsjakarta.internal.circuit.Outcome;
import org.cqrsjakarta.telemetry.StreamEnded;
import org.jspecify.annotations.Nullable;

/** The consumer of a run walks away from whatever stage the run was at. A named class, as all that settles. */
record Departure(
        Stage from,
        StreamRun<?> of,
        StreamEnded.End end,
        @Nullable Throwable failure) implements Runnable {

    @Override
    public void run() {
        try {
            // No switch over patterns: that is linked when it is first run.
            if (from instanceof StepRun<?> step) {
                left(step);
            } else if (from instanceof Pause pause) {
                pause.end();
            }
            of.tellLeaving();
        } finally {
            try {
                if (from instanceof StepRun<?> step) {
                    step.settlement().end(Settlement.CLOSING);
                }
            } finally {
                of.ended(end, failure);
            }
        }
    }

    private static void left(StepRun<?> step) {
        step.settlement().begin(Outcome.IGNORED);
        // What its consumer never saw has not happened: neither the items nor their events. Those go last: an item that
        // has lost its events finds its step left.
        var unused = step.raised().close();
    }
}
