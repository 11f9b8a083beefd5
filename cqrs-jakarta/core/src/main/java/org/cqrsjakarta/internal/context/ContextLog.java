package org.cqrsjakarta.internal.context;

import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** Log messages about the contexts of streams: CQRS00850 to CQRS00899. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface ContextLog extends BasicLogger {

    ContextLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), ContextLog.class, "org.cqrsjakarta");

    @LogMessage(level = WARN)
    @Message(
            id = 850,
            value =
                    "Destroying %s, a request-scoped bean of a stream, failed; the stream's others are destroyed all the"
                            + " same")
    void beanNotDestroyed(String bean, @Cause Throwable failure);
}
