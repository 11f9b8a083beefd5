package org.cqrsjakarta.internal.deployment;

import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What a deployment is warned of, and what the end of an application logs: CQRS00180 to CQRS00199. */
@MessageLogger(projectCode = "CQRS", length = 5)
interface DeploymentLog extends BasicLogger {

    DeploymentLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), DeploymentLog.class, "org.cqrsjakarta");

    @LogMessage(level = WARN)
    @Message(id = 180, value = "The property '%s' of %s is no setting%s")
    void unknownSetting(String property, String source, String nearest);

    @LogMessage(level = WARN)
    @Message(id = 181, value = "The property '%s' of %s has no effect: %s")
    void withoutEffect(String property, String source, String reason);

    @LogMessage(level = WARN)
    @Message(
            id = 182,
            value =
                    "'%s' runs in a transaction (%s) that is over when handle returns, before the first item is asked for:"
                            + " a cursor is closed by then. Implement 'org.cqrsjakarta.EmittingRequestHandler', whose handle lasts"
                            + " as long as the stream, or read all items before returning")
    void transactionEndsFirst(String handler, String found);

    @LogMessage(level = WARN)
    @Message(
            id = 183,
            value =
                    "Items of '%s' cannot be delivered as they are: '%s' is not public, and JSON-B reads public classes only;"
                            + " make it public, or give it a @JsonbTypeAdapter")
    void unreadableItems(String handler, String type);

    @LogMessage(level = WARN)
    @Message(
            id = 184,
            value =
                    "Items of '%s' would be delivered as {}: '%s' has no public getter and no public field; add them, or"
                            + " give it a @JsonbTypeAdapter")
    void emptyItems(String handler, String type);

    @LogMessage(level = WARN)
    @Message(
            id = 185,
            value =
                    "The library is here, and no handler: the container has found no bean that carries @StreamingHandler,"
                            + " @RespondingHandler or @Fallback. If there are some, their archive is no bean archive:"
                            + " bean-discovery-mode in WEB-INF/beans.xml, or in META-INF/beans.xml of their JAR, is 'none', the JAR"
                            + " has no META-INF/beans.xml and the server asks for one, or the classes are not within the"
                            + " deployment; say 'annotated'")
    void noHandlers();

    @LogMessage(level = ERROR)
    @Message(
            id = 186,
            value = "%s lacks a class in this application of Jakarta REST and is left out: %s. Streams and protected"
                    + " endpoints that need it are refused. Let the application see that class")
    void partMissing(String part, String missing);

    @LogMessage(level = WARN)
    @Message(
            id = 187,
            value =
                    "cqrs.store.streams is journal, and nobody goes on with streams of '%s' when their node is lost: nothing"
                            + " follows it. They are run again from where they were, if cqrs.sse.rerun allows it. Give it a @Fallback")
    void nothingFollows(String primary);

    @LogMessage(level = WARN)
    @Message(
            id = 188,
            value =
                    "cqrs.store.streams is journal, and '%s' cannot tell what was delivered before a node was lost, and repeats"
                            + " it: keys of type '%s' are not known on other nodes. Give its items keys that are strings, numbers, UUIDs,"
                            + " enums, dates, or records or lists of those")
    void keysStay(String fallback, String keys);

    @LogMessage(level = WARN)
    @Message(
            id = 190,
            value =
                    "The application's streams were not stopped in order: %s. Where its deployment has failed, or its class"
                            + " loader is closed already, that is the consequence and not the cause")
    void notStopped(String failure);
}
