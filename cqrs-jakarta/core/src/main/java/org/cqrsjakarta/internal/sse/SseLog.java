package org.cqrsjakarta.internal.sse;

import static org.jboss.logging.Logger.Level.ERROR;

import java.lang.invoke.MethodHandles;
import java.util.UUID;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What delivery logs: CQRS00400 to CQRS00499. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface SseLog extends BasicLogger {

    SseLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), SseLog.class, "org.cqrsjakarta");

    @LogMessage(level = ERROR)
    @Message(id = 400, value = "Stream %s failed at position %d; its client was told urn:uuid:%s")
    void streamFailed(String stream, long position, UUID instance, @Cause Throwable failure);
}
