package org.cqrsjakarta.internal.circuit;

import static org.jboss.logging.Logger.Level.ERROR;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What circuits log: CQRS00500 to CQRS00599. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface CircuitLog extends BasicLogger {

    CircuitLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), CircuitLog.class, "org.cqrsjakarta");

    @LogMessage(level = ERROR)
    @Message(id = 500, value = "The change of circuit '%s' from %s to %s could not be told")
    void listenerFailed(String circuit, String from, String to, @Cause Throwable failure);
}
