package org.cqrsjakarta.internal.wire;

import java.time.Duration;
import org.cqrsjakarta.internal.config.PropertyReader;

/**
 * What MicroProfile Config says about the time of responses.
 *
 * @param heartbeat    {@code cqrs.sse.heartbeat} (default 15 s): silence after which a sign of life is sent, longer than 0
 * @param writeTimeout {@code cqrs.sse.write-timeout} (default 60 s): how long a write may stand still before its client
 *                     counts as gone, longer than 0
 * @param retry        {@code cqrs.sse.retry} (default 2 s): how long clients wait before they connect again, 0 or more
 */
public record ResponseRules(Duration heartbeat, Duration writeTimeout, Duration retry) {

    /** Reads them, with the default in place of a bad value. */
    public static ResponseRules from(PropertyReader reader) {
        return new ResponseRules(
                reader.duration("cqrs.sse.heartbeat", "PT15S"),
                reader.duration("cqrs.sse.write-timeout", "PT60S"),
                reader.durationOrZero("cqrs.sse.retry", "PT2S"));
    }
}
