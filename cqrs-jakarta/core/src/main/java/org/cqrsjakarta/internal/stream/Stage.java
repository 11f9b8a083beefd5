package org.cqrsjakarta.internal.stream;

/** Where a run stands: in a step, between two, or at its end. */
sealed interface Stage permits StepRun, Pause, Stage.Rest {

    /** The stages without a step. */
    enum Rest implements Stage {
        /** No step has begun, or one was left and the next has not begun. */
        BETWEEN_STEPS,
        /** Completed or failed. */
        ENDED,
        /** Closed by the consumer before its end. */
        LEFT
    }
}
