package org.cqrsjakarta.internal.delivery;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import org.cqrsjakarta.rest.StreamRefusedException;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Why a stream is not delivered: CQRS00450 to CQRS00499. */
@MessageBundle(projectCode = "CQRS", length = 5)
public interface DeliveryMessages {

    DeliveryMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), DeliveryMessages.class);

    @Message(
            id = 450,
            value =
                    "%d streams are open, the most allowed; no further one was opened. cqrs.sse.max-streams allows more")
    StreamRefusedException tooMany(int open);

    @Message(
            id = 451,
            value = "The caller has %d streams open, the most allowed; no further one was opened."
                    + " cqrs.sse.max-streams-per-user allows more")
    StreamRefusedException tooManyOfUser(int open);

    @Message(id = 452, value = "The application stops, and opens no further stream")
    StreamRefusedException stopping();

    @Message(
            id = 453,
            value = "The ticket is unknown, spent, or older than %s (cqrs.sse.ticket-life); the client was told 403")
    StreamRefusedException badTicket(Duration life);

    @Message(
            id = 454,
            value =
                    "%d tickets are unused, the most allowed; no further one is issued. cqrs.sse.max-tickets allows more")
    StreamRefusedException tooManyTickets(int unused);

    @Message(
            id = 455,
            value = "The caller has %d unused tickets, the most allowed; no further one is issued."
                    + " cqrs.sse.max-streams-per-user allows more")
    StreamRefusedException tooManyTicketsOfUser(int unused);

    @Message(
            id = 456,
            value = "Nothing is delivered to a request that the library has not seen begin; the log has CQRS00420")
    StreamRefusedException notConfigured();

    @Message(
            id = 457,
            value =
                    "The client came back for what is not kept any more, and cqrs.sse.rerun is 'refuse'; it was told 410."
                            + " cqrs.sse.resume-window (now %s) keeps streams for longer")
    StreamRefusedException notKept(Duration window);
}
