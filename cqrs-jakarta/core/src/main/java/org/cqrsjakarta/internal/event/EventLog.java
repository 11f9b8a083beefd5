package org.cqrsjakarta.internal.event;

import static org.jboss.logging.Logger.Level.ERROR;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What is logged about domain events: CQRS00750 to CQRS00799. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface EventLog extends BasicLogger {

    EventLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), EventLog.class, "org.cqrsjakarta");

    @LogMessage(level = ERROR)
    @Message(id = 750, value = "An observer of domain event %s failed; the stream that raised it is unaffected")
    void observerFailed(String event, @Cause Throwable failure);
}
