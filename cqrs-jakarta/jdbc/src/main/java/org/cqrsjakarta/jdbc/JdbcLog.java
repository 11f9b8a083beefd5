package org.cqrsjakarta.jdbc;

import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the store logs: CQRS01050 to CQRS01059. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface JdbcLog extends BasicLogger {

    JdbcLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), JdbcLog.class, "org.cqrsjakarta");

    @LogMessage(level = WARN)
    @Message(id = 1050, value = "The database does not tell of changes: %s%s; it is asked again every %d ms")
    void notListening(String reason, String remedy, long intervalMillis);

    @LogMessage(level = INFO)
    @Message(id = 1051, value = "The database tells of changes again")
    void listeningAgain();

    @LogMessage(level = WARN)
    @Message(id = 1052, value = "A change could not be told")
    void listenerFailed(@Cause Throwable failure);
}
