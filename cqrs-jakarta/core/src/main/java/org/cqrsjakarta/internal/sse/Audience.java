package org.cqrsjakarta.internal.sse;

import java.util.List;
import org.cqrsjakarta.internal.delivery.Ending;

/** Who listens to an open stream, and what becomes of it when nobody does: one of the states that {@link AudienceGate} draws. */
sealed interface Audience {

    /** Nobody has come yet, and nothing runs. */
    enum New implements Audience {
        NEW
    }

    /** Somebody listens. */
    record Listened(List<Listener> by) implements Audience {}

    /** Its client is gone, and may come back until this time, in nanoseconds of the application's clock. */
    record Held(long untilNanos) implements Audience {}

    /** Its handlers have come to their end, and somebody is still told the rest. */
    record Ended(Ending how, List<Listener> by) implements Audience {}

    /** The same, and everybody is gone: who has perhaps not seen the end may come back until this time. */
    record Over(Ending how, long untilNanos) implements Audience {}

    /** Nothing of it is wanted any more. */
    record Gone(Ending how) implements Audience {}
}
