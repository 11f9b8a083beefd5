package org.cqrsjakarta.internal.delivery;

import java.time.Duration;
import org.cqrsjakarta.internal.config.PropertyReader;

/**
 * What MicroProfile Config says about how many streams are delivered at a time. A stream counts until its handlers are out,
 * whether or not anybody still wants it.
 *
 * @param streams       {@code cqrs.sse.max-streams} (default 10,000), 1 or more
 * @param streamsOfUser {@code cqrs.sse.max-streams-per-user} (default 100): of one authenticated caller, 1 or more
 * @param life          {@code cqrs.sse.max-life}: how long a stream may go on, after which its client has to ask again, and
 *                      its rights are looked at again; 0, the default: as long as it likes
 */
public record StreamBounds(int streams, int streamsOfUser, Duration life) {

    /** Reads them, with the default in place of a bad value. */
    public static StreamBounds from(PropertyReader reader) {
        return new StreamBounds(
                reader.positive("cqrs.sse.max-streams", 10_000),
                reader.positive("cqrs.sse.max-streams-per-user", 100),
                reader.durationOrZero("cqrs.sse.max-life", "PT0S"));
    }
}
