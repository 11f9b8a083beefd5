package org.cqrsjakarta.internal.delivery;

import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What delivery logs: CQRS00400 to CQRS00449. */
@MessageLogger(projectCode = "CQRS", length = 5)
public interface DeliveryLog extends BasicLogger {

    DeliveryLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), DeliveryLog.class, "org.cqrsjakarta");

    @LogMessage(level = ERROR)
    @Message(id = 400, value = "Stream %s failed at position %d; its client was told urn:uuid:%s")
    void streamFailed(String stream, long position, UUID instance, @Cause Throwable failure);

    @LogMessage(level = WARN)
    @Message(
            id = 401,
            value =
                    "%d streams are open, the most allowed by cqrs.sse.max-streams; until one ends, clients are told 503")
    void refusing(int open);

    @LogMessage(level = INFO)
    @Message(
            id = 402,
            value = "The application stops: %d streams are open or held, and may go on for %s"
                    + " (cqrs.sse.drain-timeout)")
    void draining(int streams, Duration timeout);

    @LogMessage(level = WARN)
    @Message(id = 403, value = "The application stops: %d streams did not end within %s and are closed")
    void notDrained(int streams, Duration timeout);

    @LogMessage(level = WARN)
    @Message(
            id = 407,
            value =
                    "Streams of '%s' are of this node alone: the request cannot be written as JSON, by which other nodes would"
                            + " tell it from others: %s. Give it properties that can be")
    void requestNotShared(String request, String reason);

    @LogMessage(level = WARN)
    @Message(
            id = 408,
            value =
                    "Stream %s: its node is lost, and its items cannot be read by JSON-B, so nobody goes on with it: %s. Have"
                            + " their class read what is written of it, or let its fallbacks remember nothing (remember = 0)")
    void itemsNotRead(String stream, String reason);

    @LogMessage(level = ERROR)
    @Message(id = 419, value = "%s. The client was told urn:uuid:%s")
    void unknownRequest(String reason, UUID instance);

    @LogMessage(level = ERROR)
    @Message(
            id = 420,
            value =
                    "A stream was to be delivered to a request that the library has not seen begin, and was refused: its caller"
                            + " is not known. Name 'org.cqrsjakarta.rest.CqrsFeature' in Application.getClasses, and deliver once"
                            + " for each request, on the thread of its resource method")
    void notConfigured();
}
