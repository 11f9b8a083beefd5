package org.cqrsjakarta.internal.stream;

import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the engine logs: CQRS00250 to CQRS00299. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface StreamLog extends BasicLogger {

    StreamLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), StreamLog.class, "org.cqrsjakarta");

    @LogMessage(level = WARN)
    @Message(id = 250, value = "Stream %s: closing '%s' failed; the items it delivered are unaffected")
    void closingFailed(String stream, String handler, @Cause Throwable failure);
}
