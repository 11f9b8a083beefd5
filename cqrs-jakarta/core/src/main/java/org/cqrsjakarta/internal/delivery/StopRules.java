package org.cqrsjakarta.internal.delivery;

import java.time.Duration;
import org.cqrsjakarta.internal.config.PropertyReader;

/**
 * What MicroProfile Config says about the time when the application stops.
 *
 * @param timeout {@code cqrs.sse.drain-timeout} (default 10 s): how long open streams may go on, 0 or more
 * @param retry   {@code cqrs.sse.drain-retry} (default 5 s): how long their clients wait before they come back, 0 or more
 */
public record StopRules(Duration timeout, Duration retry) {

    /** Reads them, with the default in place of a bad value. */
    public static StopRules from(PropertyReader reader) {
        return new StopRules(
                reader.durationOrZero("cqrs.sse.drain-timeout", "PT10S"),
                reader.durationOrZero("cqrs.sse.drain-retry", "PT5S"));
    }
}
