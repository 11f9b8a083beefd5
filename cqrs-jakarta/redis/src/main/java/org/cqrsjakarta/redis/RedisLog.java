package org.cqrsjakarta.redis;

import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the store logs: CQRS01020 to CQRS01029. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface RedisLog extends BasicLogger {

    RedisLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), RedisLog.class, "org.cqrsjakarta");

    @LogMessage(level = WARN)
    @Message(
            id = 1020,
            value =
                    "Redis at %s does not tell of changes: %s%s; it is tried again, until then changes are asked for now and"
                            + " then")
    void notListening(String server, String reason, String remedy);

    @LogMessage(level = INFO)
    @Message(id = 1021, value = "Redis at %s tells of changes again")
    void listeningAgain(String server);

    @LogMessage(level = WARN)
    @Message(id = 1022, value = "A change could not be told")
    void listenerFailed(@Cause Throwable failure);
}
