package org.cqrsjakarta.internal.inspector;

import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What operators do, and who may look: CQRS00320 to CQRS00349. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface InspectorLog extends BasicLogger {

    InspectorLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), InspectorLog.class, "org.cqrsjakarta");

    @LogMessage(level = WARN)
    @Message(id = 320, value = "Operator '%s' did %s to the circuit of '%s': it was %s (%s) and is %s (%s)")
    void acted(
            String user,
            String action,
            String circuit,
            String stateBefore,
            String controlBefore,
            String stateNow,
            String controlNow);

    @LogMessage(level = WARN)
    @Message(
            id = 321,
            value =
                    "The inspector is not open to everybody, although 'cqrs.inspector.open' is true: %s. It opens if every"
                            + " source that names one of the two says true")
    void staysClosed(String no);

    @LogMessage(level = ERROR)
    @Message(
            id = 322,
            value =
                    "The inspector's addresses were found, and Jakarta REST was not given what protects them: the request was"
                            + " answered with 503. Name 'org.cqrsjakarta.rest.CqrsFeature' in Application.getClasses")
    void notProtected();

    @LogMessage(level = WARN)
    @Message(
            id = 323,
            value = "'%s' wanted to act on the circuit of '%s' without the role of an operator, and was answered by %d")
    void refused(String user, String circuit, int status);
}
