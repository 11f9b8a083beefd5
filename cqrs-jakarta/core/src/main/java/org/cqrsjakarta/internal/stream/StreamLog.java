package org.cqrsjakarta.internal.stream;

import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
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

    @LogMessage(level = INFO)
    @Message(id = 251, value = "Stream %1$s: attempt %3$d of '%2$s' failed with %4$s; the next one begins in %5$s")
    void retrying(String stream, String handler, int attempt, String cause, Duration pause);

    @LogMessage(level = ERROR)
    @Message(
            id = 252,
            value = "Stream %s: its subscriber failed in %s, which Reactive Streams forbids; it is cancelled")
    void subscriberFailed(String stream, String signal, @Cause Throwable failure);

    @LogMessage(level = ERROR)
    @Message(id = 254, value = "Stream %s: the outcome of '%s' could not be counted by its circuit")
    void notCounted(String stream, String handler, @Cause Throwable failure);

    @LogMessage(level = WARN)
    @Message(
            id = 253,
            value =
                    "Stream %s: '%s' is left, and still runs %s after its interrupt; what it opened is closed beside the"
                            + " stream, and its place in a bulkhead is free when it comes out")
    void doesNotComeOut(String stream, String handler, Duration patience);

    @LogMessage(level = WARN)
    @Message(
            id = 255,
            value =
                    "The application stops, and %d stream(s) are not closed after %s: %s. The stop goes on, and their threads"
                            + " stay behind until close() or onClose() of what these handlers opened returns: bound its waiting")
    void hangsAtStop(int streams, Duration patience, String named);

    @LogMessage(level = WARN)
    @Message(
            id = 256,
            value =
                    "Stream %s has delivered more than %d keys, and forgets those that came first: a fallback that continues"
                            + " with DISTINCT may repeat their items. Set cqrs.continuation.keys higher, at some 50 bytes and the"
                            + " key itself for each, or have the fallback go on from Switchover.position() by itself")
    void keysForgotten(String stream, int most);

    @LogMessage(level = WARN)
    @Message(
            id = 257,
            value =
                    "Stream %s of '%s' was abandoned after %d item(s), neither exhausted nor closed; it is closed now, and"
                            + " has kept its handler and its place until now. Close what stream() returns: try (Stream<...> items ="
                            + " mediator.stream(request)) {...}. From now on it is recorded where streams of this request are opened,"
                            + " and each place that abandons one is named")
    void abandoned(String stream, String request, long items);

    @LogMessage(level = WARN)
    @Message(
            id = 258,
            value =
                    "Stream %s of '%s', opened at %s, was abandoned after %d item(s), neither exhausted nor closed; it is"
                            + " closed now. Close it there: try (Stream<...> items = mediator.stream(request)) {...}. Further ones of"
                            + " this place are closed without a warning")
    void abandonedAt(String stream, String request, String place, long items);

    @LogMessage(level = WARN)
    @Message(id = 250, value = "Stream %s: closing '%s' failed; the items it delivered are unaffected")
    void closingFailed(String stream, String handler, @Cause Throwable failure);
}
