package org.cqrsjakarta.internal.telemetry;

import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What is logged about streams and circuits: CQRS00300 to CQRS00399. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface TelemetryLog extends BasicLogger {

    TelemetryLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), TelemetryLog.class, "org.cqrsjakarta");

    @LogMessage(level = WARN)
    @Message(id = 300, value = "Stream %s switched over at position %d from '%s' to '%s': %s")
    void switchedOver(String stream, long position, String from, String to, String cause);

    @LogMessage(level = ERROR)
    @Message(id = 301, value = "Circuit of '%s' changed from %s to %s: its streams are served by its fallback")
    void circuitOpened(String circuit, String from, String to);

    @LogMessage(level = WARN)
    @Message(id = 302, value = "Circuit of '%s' changed from %s to %s")
    void circuitChanged(String circuit, String from, String to);

    @LogMessage(level = ERROR)
    @Message(id = 303, value = "An observer of %s failed; the stream or circuit it was told about is unaffected")
    void observerFailed(String event, @Cause Throwable failure);

    @LogMessage(level = WARN)
    @Message(id = 304, value = "Circuit of '%s' refused %d stream(s) in the last %s; they went to '%s' at once")
    void circuitRefused(String circuit, long streams, String within, String to);

    @LogMessage(level = WARN)
    @Message(
            id = 305,
            value = "%d more stream(s) switched over from '%s' to '%s' in the last %s;"
                    + " the newest is %s, at position %d: %s")
    void moreSwitchedOver(
            long streams, String from, String to, String within, String newest, long position, String cause);

    @LogMessage(level = WARN)
    @Message(id = 306, value = "Circuit of '%s' changed %d more time(s) in the last %s, and is %s now")
    void circuitChangedMore(String circuit, long times, String within, String state);

    @LogMessage(level = ERROR)
    @Message(
            id = 307,
            value =
                    "%s could not record %s; the stream or circuit it was told about, and whoever else is told, are unaffected")
    void recorderFailed(String recorder, String event, @Cause Throwable failure);

    @LogMessage(level = ERROR)
    @Message(
            id = 308,
            value = "%s lacks a class and records nothing any more: %s. Streams, circuits and whoever else is told are"
                    + " unaffected. Let the application see that class; on WildFly by Dependencies in its manifest")
    void recorderOff(String recorder, String missing);
}
