package org.cqrsjakarta.internal.time;

import static org.jboss.logging.Logger.Level.ERROR;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the clock logs: CQRS00600 to CQRS00699. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface TimeLog extends BasicLogger {

    TimeLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), TimeLog.class, "org.cqrsjakarta");

    @LogMessage(level = ERROR)
    @Message(id = 600, value = "A task that was scheduled failed")
    void taskFailed(@Cause Throwable failure);
}
