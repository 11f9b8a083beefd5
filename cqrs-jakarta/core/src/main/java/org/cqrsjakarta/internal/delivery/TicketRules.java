package org.cqrsjakarta.internal.delivery;

import java.time.Duration;
import org.cqrsjakarta.internal.config.PropertyReader;

/**
 * What MicroProfile Config says about tickets.
 *
 * @param life {@code cqrs.sse.ticket-life} (default 30 s): how long a ticket is good, longer than 0
 * @param most {@code cqrs.sse.max-tickets} (default 10,000): how many may be unused at a time, 1 or more
 */
public record TicketRules(Duration life, int most) {

    /** Reads them, with the default in place of a bad value. */
    public static TicketRules from(PropertyReader reader) {
        return new TicketRules(
                reader.duration("cqrs.sse.ticket-life", "PT30S"), reader.positive("cqrs.sse.max-tickets", 10_000));
    }
}
