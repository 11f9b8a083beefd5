package org.cqrsjakarta.internal.wire;

import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What is said of responses: CQRS00404 to CQRS00406, and CQRS00421 to CQRS00429. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface WireLog extends BasicLogger {

    WireLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), WireLog.class, "org.cqrsjakarta");

    @LogMessage(level = WARN)
    @Message(
            id = 404,
            value = "A ContainerResponseFilter has put %s in place of a stream, which is not delivered; a filter must"
                    + " leave the entity of a text/event-stream alone")
    void entityReplaced(String entity);

    @LogMessage(level = WARN)
    @Message(
            id = 405,
            value =
                    "A servlet filter has given a stream's response the Content-Encoding '%s': its events arrive when that"
                            + " filter lets them go, and clients that leave are not noticed. It must leave text/event-stream"
                            + " alone, and whatever is served where streams are. This is said once")
    void encodedByFilter(String encoding);

    @LogMessage(level = WARN)
    @Message(
            id = 406,
            value = "A servlet filter holds a stream's response back: its events, flushed, have not reached the server."
                    + " It must pass flush() on for text/event-stream, and whatever is served where streams are. This is"
                    + " said once")
    void heldBackByFilter();

    @LogMessage(level = WARN)
    @Message(
            id = 421,
            value = "The application stops: %d responses did not come out of the server within %s; their clients read"
                    + " nothing, and keep the threads, and with them the class loader, until they go or the server ends"
                    + " them")
    void notOut(int responses, Duration patience);

    @LogMessage(level = ERROR)
    @Message(
            id = 422,
            value = "A response has failed on its own side, not on its client's, and ends here; a client of Server-Sent"
                    + " Events comes back. Without memory or stack this is what happens; otherwise it is a fault of"
                    + " cqrs-jakarta's, to be reported with what follows")
    void responseFailed(@Cause Throwable failure);
}
