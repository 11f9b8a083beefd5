package org.cqrsjakarta.internal.sse;

import java.lang.invoke.MethodHandles;
import org.cqrsjakarta.StreamRefusedException;
import org.jboss.logging.Messages;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageBundle;

/** Why a stream is not delivered: CQRS00450 to CQRS00499. */
@MessageBundle(projectCode = "CQRS", length = 5)
interface SseMessages {

    SseMessages MESSAGES = Messages.getBundle(MethodHandles.lookup(), SseMessages.class);

    @Message(
            id = 450,
            value = "%d streams are open, the most allowed; the client was told 503. cqrs.sse.max-streams allows more")
    StreamRefusedException tooMany(int open);

    @Message(
            id = 451,
            value = "The caller has %d streams open, the most allowed; the client was told 429."
                    + " cqrs.sse.max-streams-per-user allows more")
    StreamRefusedException tooManyOfUser(int open);

    @Message(id = 452, value = "The application stops, and opens no further stream; the client was told 503")
    StreamRefusedException stopping();
}
