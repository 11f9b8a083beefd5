package org.cqrsjakarta.internal.delivery;

import org.cqrsjakarta.internal.config.PropertyReader;
import org.cqrsjakarta.internal.wire.ResponseRules;

/**
 * What MicroProfile Config says about delivery: {@code cqrs.sse.} and a name.
 *
 * @param responses  time of responses
 * @param resumption clients that come back
 * @param bounds     streams at a time
 * @param tickets    tickets
 * @param stop       the end of the application
 */
public record DeliveryRules(
        ResponseRules responses, ResumptionRules resumption, StreamBounds bounds, TicketRules tickets, StopRules stop) {

    /** Reads them all, with the default in place of each bad value. */
    public static DeliveryRules from(PropertyReader reader) {
        return new DeliveryRules(
                ResponseRules.from(reader),
                ResumptionRules.from(reader),
                StreamBounds.from(reader),
                TicketRules.from(reader),
                StopRules.from(reader));
    }
}
